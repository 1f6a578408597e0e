namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    private IDebugEvents? _debugEvents;
    private IDataAccessObserver? _dataObserver;

    /// <summary>The debug unit, or null. Setting it drops all decoded instructions.</summary>
    public IDebugEvents? DebugEvents
    {
        get => _debugEvents;
        set
        {
            _debugEvents = value;
            _code.Clear();
        }
    }

    /// <summary>Sees data accesses; null (the default) keeps the fast memory path.</summary>
    public IDataAccessObserver? DataObserver
    {
        get => _dataObserver;
        set
        {
            _dataObserver = value;
            UpdateFastMemory();
        }
    }

    /// <summary>Patches code space; null (the default) keeps the fast memory path. Call <see cref="InvalidateDecoded"/> for what changes with it.</summary>
    public ICodePatch? CodePatch
    {
        get;
        set
        {
            field = value;
            UpdateFastMemory();
        }
    }

    /// <summary>Sees exception entries and exits; null for nobody.</summary>
    public IExceptionObserver? ExceptionObserver { get; set; }

    /// <summary>Answers semihosting inside the board; null leaves BKPT 0xAB to halting debug.</summary>
    public ISemihost? Semihost { get; set; }

    /// <summary>True in Debug state.</summary>
    public bool IsHalted => (Attention & Attention.Halted) != Attention.None;

    /// <summary>True between a WFI or WFE and what wakes it.</summary>
    public bool IsSleeping => (Attention & Attention.Sleeping) != Attention.None;

    /// <summary>True after lockup (DHCSR.S_LOCKUP).</summary>
    public bool IsLockedUp => (Attention & Attention.LockedUp) != Attention.None;

    /// <summary>Enters Debug state before the next instruction. Also wakes a sleeping core: WFI then counts as executed.</summary>
    public void Halt() => Attention = (Attention | Attention.Halted) & ~Attention.Sleeping;

    /// <summary>Leaves Debug state.</summary>
    public void Resume() => Attention &= ~Attention.Halted;

    /// <summary>Drops the decoded form of the instructions that start in or reach into a range, so that
    /// <see cref="IDebugEvents.MatchFetch"/> is asked again.</summary>
    public void InvalidateDecoded(uint address, uint sizeInBytes) => _code.Invalidate(address, sizeInBytes);

    internal void OnBreakpoint(Instruction instruction, int? immediate)
    {
        if (immediate == 0xAB && Semihost?.TryCall(this) == true) return;
        switch (DebugEvents?.OnBreakpoint(instruction.Address, immediate) ?? BreakpointAction.RaiseException)
        {
            case BreakpointAction.Halt:
                Halt();
                Raise(Fault.Breakpoint);
                break;
            case BreakpointAction.RaiseException:
                Raise(Fault.Breakpoint);
                break;
            default:
                if (instruction.Covered is { } covered) ExecuteCovered(covered);
                break;
        }
    }

    internal void ExecuteCovered(Instruction covered)
    {
        if ((ItState & 0xF) != 0)
        {
            if (!covered.Unconditional && !Conditions.Holds(this, ItState >> 4)) return;
            covered = covered.InsideIt ?? covered;
        }

        covered.Execute(this, covered);
    }
}
