using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>Steps firmware on a virtual board and keeps the true call stack beside it: from calls, returns and exceptions as they happen.</summary>
internal sealed class ShadowStack : IExceptionObserver
{
    private const uint ProcessStackBit = 4;               // of EXC_RETURN
    private const uint FloatContextActive = 4;            // of CONTROL

    private readonly VirtualBoard.Board _board;
    private readonly ElfCodeMap _code;
    private readonly List<(ExceptionChange Change, int Number)> _events = [];
    private readonly List<ShadowFrame> _frames = [];

    public ShadowStack(ElfImage image)
    {
        _code = new ElfCodeMap(image);
        _board = new VirtualBoard.Board();
        foreach (ElfSegment segment in image.Segments.Where(segment => segment.Type == ElfSegmentType.Load && segment.SizeInFile > 0))
            _board.Load((uint)segment.PhysicalAddress.Value, image.File.Span.Slice((int)segment.FileOffset, (int)segment.SizeInFile));
        _board.Reset();
        _board.Debug.ExceptionObserver = this;
        Memory = new BoardMemory(_board);
    }

    public BoardMemory Memory { get; }

    public uint Pc => _board.Processor.Pc;

    /// <summary>Waiting calls and interruptions, innermost first.</summary>
    public IEnumerable<ShadowFrame> Frames => Enumerable.Reverse(_frames);

    /// <summary>Exceptions that are being handled.</summary>
    public int Nesting => _frames.Count(frame => frame.IsException);

    public void OnException(ExceptionChange change, int number) => _events.Add((change, number));

    public RegisterSet ReadRegisters()
    {
        Processor cpu = _board.Processor;
        var values = new List<KeyValuePair<CoreRegister, uint>>();
        for (int i = 0; i < 16; i++)
            values.Add(new((CoreRegister)i, cpu.GetRegister(i)));
        for (int i = 0; i < 32; i++)
            values.Add(new(CoreRegister.S0 + i, cpu.GetFloatRegister(i)));
        values.Add(new(CoreRegister.Xpsr, cpu.Xpsr));
        values.Add(new(CoreRegister.Msp, cpu.Msp));
        values.Add(new(CoreRegister.Psp, cpu.Psp));
        values.Add(new(CoreRegister.Control, cpu.Control));
        values.Add(new(CoreRegister.Fpscr, cpu.Fpscr));
        return RegisterSet.FromLive(values);
    }

    public void Pend(int exception) => _board.Processor.Nvic.SetPending(exception);

    public void WriteWord(uint address, uint value) => _board.Load(address, BitConverter.GetBytes(value));

    public void Step()
    {
        Processor cpu = _board.Processor;
        uint pc = cpu.Pc, sp = cpu.GetRegister(13);
        bool hadFloatContext = (cpu.Control & FloatContextActive) != 0;
        RegisterSet before = ReadRegisters();
        bool isCall = IsCall(pc, out uint next);
        _events.Clear();
        cpu.Step();
        bool left = false;
        foreach ((ExceptionChange change, int _) in _events)
        {
            if (change == ExceptionChange.Exit)
                left = true;
            else if (change == ExceptionChange.Return)
                EndException();
            else if (!left)
                _frames.Add(new ShadowFrame(StackedPc(), sp, IsException: true, IsLocal: false, before, hadFloatContext));
        }
        if (_events.Count > 0)
            return;                                       // entered, left, or tail-chained: the same interruption waits on
        if (isCall && cpu.Pc != next)
            _frames.Add(new ShadowFrame(next, sp, IsException: false, IsLocal(pc), before, hadFloatContext));
        else
            EndCalls();
    }

    private void EndException()
    {
        int at = _frames.FindLastIndex(frame => frame.IsException);
        Assert.That((_board.Processor.Pc, _board.Processor.GetRegister(13)), Is.EqualTo((_frames[at].Pc, _frames[at].Sp)), "the board returns where it was interrupted");
        _frames.RemoveRange(at, _frames.Count - at);
    }

    private void EndCalls()
    {
        uint pc = Pc, sp = _board.Processor.GetRegister(13);
        for (int i = _frames.Count - 1; i >= 0 && !_frames[i].IsException; i--)
        {
            if (_frames[i].Pc != pc || _frames[i].Sp != sp)
                continue;
            _frames.RemoveRange(i, _frames.Count - i);
            return;
        }
    }

    private bool IsLocal(uint call) =>
        _code.TryGetFunction(new CodeAddress(call), out FunctionBounds caller) && new CodeAddress(Pc) > caller.Start && new CodeAddress(Pc) < caller.End;

    private uint StackedPc()
    {
        Processor cpu = _board.Processor;
        uint frame = (cpu.GetRegister(14) & ProcessStackBit) != 0 ? cpu.Psp : cpu.Msp;
        _board.Bus.TryRead(frame + 0x18, 4, BusMaster.Debugger, out uint pc);
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
