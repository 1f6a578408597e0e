using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.Debug;
using RspDebug.VirtualBoard.Memory;
using static RspDebug.VirtualBoard.FrontEnds.Rsp.DebugAddresses;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>A small debugger for one board, through its debug registers: halt, step, run. Used between two instructions only.</summary>
internal sealed class BoardDebugger(Board board)
{
    private const ushort SoftwareBreakpoint = 0xBE00;
    private readonly Dictionary<uint, ushort> _patched = [];

    /// <summary>C_MASKINTS while stepping: interrupts stay pending.</summary>
    public bool MasksInterrupts { get; set; } = true;

    /// <summary>DEMCR vector catch bits.</summary>
    public uint Catches
    {
        get => Read(ExceptionControl) & CatchMask;
        set => Write(ExceptionControl, TraceEnable | (value & CatchMask));
    }

    /// <summary>Software breakpoints by address, with what they replaced.</summary>
    public IReadOnlyDictionary<uint, ushort> Patched => _patched;

    public bool IsHalted => board.Processor.IsHalted;

    public uint Pc => board.Processor.Pc;

    public void Attach()
    {
        Write(ExceptionControl, Read(ExceptionControl) | TraceEnable | CatchHardFault);
        Write(PatchControl, PatchKeyEnabled);
    }

    public void Halt() => Write(HaltingControl, Key | Enable | HaltBit);

    public void Run()
    {
        StepOverBreakpoint();
        if (!Stopped) Write(HaltingControl, Key | Enable);
    }

    /// <summary>Steps one instruction, whatever breakpoint stands on it.</summary>
    public void Step()
    {
        ClearStatus();
        if (IsProgramBreakpoint(Pc))
        {
            board.Processor.SetRegister(15, Pc + 2);
            return;
        }

        uint pc = Pc;
        bool patched = _patched.TryGetValue(pc, out ushort original);
        if (patched) Store(pc, original);
        Write(PatchControl, PatchKeyDisabled);
        if (MasksInterrupts) Write(HaltingControl, Key | Enable | HaltBit | MaskInterrupts);
        Write(HaltingControl, Key | Enable | StepBit | (MasksInterrupts ? MaskInterrupts : 0));
        Write(HaltingControl, Key | Enable | HaltBit);
        Write(PatchControl, PatchKeyEnabled);
        if (patched && _patched.ContainsKey(pc)) Store(pc, SoftwareBreakpoint);
    }

    /// <summary>Holds the core before its first instruction.</summary>
    public void Reset()
    {
        Halt();
        uint control = Read(ExceptionControl);
        Write(ExceptionControl, control | CatchReset);
        Write(ResetControl, ResetKeyAndRequest);
        board.Processor.TakePendingReset();
        Write(ExceptionControl, (control & ~CatchReset & CatchMask) | TraceEnable);
        ClearStatus();
    }

    /// <summary>Puts a BKPT into RAM.</summary>
    public bool TryPatch(uint address)
    {
        if (!board.Bus.TryRead(address, 2, BusMaster.Debugger, out uint original) || !Store(address, SoftwareBreakpoint)) return false;
        _patched[address] = (ushort)original;
        return true;
    }

    /// <summary>Takes a BKPT out again.</summary>
    public void Unpatch(uint address)
    {
        if (_patched.Remove(address, out ushort original)) Store(address, original);
    }

    /// <summary>Whether the instruction there is a BKPT of the program's own.</summary>
    public bool IsProgramBreakpoint(uint address) => TryReadBreakpoint(address, out _);

    /// <summary>Reads the operand of a BKPT of the program.</summary>
    public bool TryReadBreakpoint(uint address, out int immediate)
    {
        immediate = 0;
        if (_patched.ContainsKey(address) || !board.Bus.TryRead(address, 2, BusMaster.Debugger, out uint code) || code >> 8 != 0xBE) return false;
        immediate = (int)(code & 0xFF);
        return true;
    }

    public void ClearStatus() => Write(FaultStatus, 0x1F);

    public uint Read(uint address) => board.Bus.TryRead(address, 4, BusMaster.Debugger, out uint value) ? value : 0;

    public void Write(uint address, uint value) => board.Bus.TryWrite(address, 4, BusMaster.Debugger, value);

    /// <summary>Something other than the end of a step stopped the core.</summary>
    private bool Stopped => (board.Debug.Status & ~DebugStatus.Halted) != DebugStatus.None;

    private void StepOverBreakpoint()
    {
        bool masked = MasksInterrupts;
        MasksInterrupts = false;        // A run takes interrupts; the first instruction of it is no exception.
        Step();
        MasksInterrupts = masked;
    }

    private bool Store(uint address, ushort code) => board.Bus.TryWrite(address, 2, BusMaster.Debugger, code);
}
