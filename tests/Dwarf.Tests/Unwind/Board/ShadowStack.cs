using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>Steps firmware on a virtual board and keeps the true call stack beside it: from calls, returns and exceptions as they happen.</summary>
internal sealed class ShadowStack : IExceptionObserver
{
    private const uint StackSelect = 2;                   // of CONTROL
    private const uint FloatContextActive = 4;            // of CONTROL
    private const uint LazyState = 0xE000_EF34;           // FPCCR, then FPCAR
    private const int SinglesOffset = 0x20;               // of S0 in an extended frame

    private readonly VirtualBoard.Board _board;
    private readonly ElfImage _image;
    private readonly List<(ExceptionChange Change, int Number)> _events = [];
    private readonly List<ShadowFrame> _frames = [];
    private readonly Dictionary<uint, uint> _jumpTargets = [];
    private readonly BoardRegisters _before;

    public ShadowStack(ElfImage image)
    {
        _image = image;
        _board = new VirtualBoard.Board();
        foreach (ElfSegment segment in image.Segments.Where(segment => segment.Type == ElfSegmentType.Load && segment.SizeInFile > 0))
            _board.Load((uint)segment.PhysicalAddress.Value, image.File.Span.Slice((int)segment.FileOffset, (int)segment.SizeInFile));
        _board.Reset();
        _board.Debug.ExceptionObserver = this;
        Memory = new BoardMemory(_board);
        _before = new BoardRegisters(_board.Processor);
    }

    public BoardMemory Memory { get; }

    public uint Pc => _board.Processor.Pc;

    /// <summary>Waiting calls and interruptions, outermost first.</summary>
    public IReadOnlyList<ShadowFrame> Frames => _frames;

    /// <summary>Exceptions that are being handled.</summary>
    public int Nesting { get; private set; }

    /// <summary>The same for the same instruction with the same callers.</summary>
    public (uint Pc, int Chain) Context => (Pc, _frames.Count == 0 ? 0 : _frames[^1].Chain);

    public void OnException(ExceptionChange change, int number) => _events.Add((change, number));

    public RegisterSet ReadRegisters() => new BoardRegisters(_board.Processor).ToSet();

    public void Pend(int exception) => _board.Processor.Nvic.SetPending(exception);

    public uint ReadWord(uint address) => _board.Bus.TryRead(address, 4, BusMaster.Debugger, out uint value) ? value : throw new ArgumentOutOfRangeException(nameof(address));

    public void WriteWord(uint address, uint value) => _board.Load(address, BitConverter.GetBytes(value));

    /// <summary>The base of the extended frame that the processor reserved and did not write yet; null when there is none.</summary>
    public uint? PendingFrame =>
        _board.Bus.TryRead(LazyState, 4, BusMaster.Debugger, out uint control) && (control & 1) != 0 && _board.Bus.TryRead(LazyState + 4, 4, BusMaster.Debugger, out uint address)
            ? (address & ~7u) - SinglesOffset : null;

    public void Step()
    {
        Processor cpu = _board.Processor;
        _before.Read(cpu);
        uint pc = cpu.Pc;
        bool isCall = IsCall(pc, out uint next);
        _events.Clear();
        cpu.Step();
        bool left = false;
        foreach ((ExceptionChange change, int number) in _events)
        {
            if (change == ExceptionChange.Exit)
                left = true;
            else if (change == ExceptionChange.Return)
                EndException();
            else if (!left)
                BeginException(number);
        }
        if (_events.Count > 0)
            return;                                       // entered, left, or tail-chained: the same interruption waits on
        // A call may lead to the next instruction; a skipped one in an IT block always does.
        if (isCall && cpu.GetRegister(14) == (next | 1) && (cpu.Pc != next || _before.Lr != (next | 1)))
        {
            Push(next, _before.ToSet(), null, IsLocal(pc));
            if (NameOf(Pc) is "setjmp" or "set_jump")
                _jumpTargets[_before.Sp] = next;
        }
        else if (!TryEndCalls())
            DropFramesBelow(cpu.GetRegister(13));
    }

    private void Push(uint pc, RegisterSet registers, ShadowException? exception, bool isLocal = false)
    {
        int chain = HashCode.Combine(_frames.Count == 0 ? 0 : _frames[^1].Chain, pc, exception is null);
        _frames.Add(new ShadowFrame(pc, _before.Sp, (_before.Control & StackSelect) != 0, registers, chain) { Exception = exception, IsLocal = isLocal });
        Nesting += exception is null ? 0 : 1;
    }

    private void RemoveFrom(int at)
    {
        Nesting -= _frames.Skip(at).Count(frame => frame.IsException);
        _frames.RemoveRange(at, _frames.Count - at);
    }

    private void BeginException(int number)
    {
        bool onProcessStack = (_before.Control & StackSelect) != 0;
        var exception = new ShadowException(number, (_before.Control & FloatContextActive) != 0, (_before.Sp & 4) != 0, onProcessStack, _before.Sp);
        Push(StackedPc(onProcessStack), _before.ToSet(), exception);
    }

    private void EndException()
    {
        int at = _frames.FindLastIndex(frame => frame.IsException);
        Assert.That((Pc, _board.Processor.GetRegister(13)), Is.EqualTo((_frames[at].Pc, _frames[at].Sp)), "the board returns where it was interrupted");
        RemoveFrom(at);
    }

    // A return leads to where one of the waiting calls goes on; a tail call has returned for its caller, too.
    private bool TryEndCalls()
    {
        uint pc = Pc, sp = _board.Processor.GetRegister(13);
        for (int i = _frames.Count - 1; i >= 0 && !_frames[i].IsException; i--)
        {
            if (_frames[i].Pc != pc || _frames[i].Sp != sp)
                continue;
            RemoveFrom(i);
            return true;
        }
        return false;
    }

    // longjmp takes SP up past calls that wait; it will return where setjmp did.
    private void DropFramesBelow(uint sp)
    {
        bool onProcessStack = (_board.Processor.Control & StackSelect) != 0;
        if (_frames.Count == 0 || !IsOver(_frames[^1], onProcessStack) || _frames[^1].Sp >= sp)
            return;
        int keep = _frames.Count;
        while (keep > 0 && IsOver(_frames[keep - 1], onProcessStack) && _frames[keep - 1].Sp <= sp)
            keep--;
        RemoveFrom(keep);
        _before.Read(_board.Processor);
        if (_jumpTargets.TryGetValue(sp, out uint target))
            Push(target, _before.ToSet(), null);
    }

    private static bool IsOver(ShadowFrame frame, bool onProcessStack) => !frame.IsException && frame.OnProcessStack == onProcessStack;

    private string? NameOf(uint pc) => _image.Symbols.TryFindFunction(new CodeAddress(pc), out ElfSymbol symbol) ? symbol.Name : null;

    private bool IsLocal(uint call) =>
        _image.Symbols.TryFindFunction(new CodeAddress(call), out ElfSymbol caller) && _image.Symbols.TryFindFunction(new CodeAddress(Pc), out ElfSymbol callee) &&
        caller.CodeAddress == callee.CodeAddress && callee.CodeAddress.Value != Pc;

    private uint StackedPc(bool onProcessStack)
    {
        _board.Bus.TryRead((onProcessStack ? _board.Processor.Psp : _board.Processor.Msp) + 0x18, 4, BusMaster.Debugger, out uint pc);
        return pc;
    }

    private bool IsCall(uint pc, out uint next)
    {
        _board.Bus.TryRead(pc, 2, BusMaster.Debugger, out uint first);
        _board.Bus.TryRead(pc + 2, 2, BusMaster.Debugger, out uint second);
        bool isWide = first >= 0xe800;
        next = pc + (isWide ? 4u : 2);
        return (first & 0xff80) == 0x4780 || ((first & 0xf800) == 0xf000 && (second & 0xd000) == 0xd000);
    }
}
