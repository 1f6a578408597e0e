namespace RspDebug.RspServer.Targets;

/// <summary>Why the target is not running. Closed: the cases below are all there are.</summary>
public abstract record TargetStop
{
    private TargetStop() { }

    /// <summary>The thread that stopped; null means the target's current one.</summary>
    public RspThreadId? Thread { get; init; }

    /// <summary>Halted for a reason that has no better case: attach, reset, another debugger.</summary>
    public sealed record Halted : TargetStop;

    /// <summary>A single step ended.</summary>
    public sealed record Stepped : TargetStop;

    /// <summary><see cref="IRspTarget.Interrupt"/> did it.</summary>
    public sealed record Interrupted : TargetStop;

    /// <summary>A breakpoint was hit.</summary>
    /// <param name="Kind"><see cref="BreakpointKind.Software"/> also for a BKPT of the program itself.</param>
    public sealed record Breakpoint(BreakpointKind Kind) : TargetStop
    {
        /// <summary>Where; null to take it from PC.</summary>
        public TargetAddress? Address { get; init; }
    }

    /// <summary>A watchpoint was hit.</summary>
    /// <param name="Kind">One of the three watchpoint types.</param>
    /// <param name="Address">The address whose access stopped the target.</param>
    public sealed record Watchpoint(BreakpointKind Kind, TargetAddress Address) : TargetStop;

    /// <summary>A fault or vector catch.</summary>
    /// <param name="Signal">gdb's signal number that fits best: 11 SIGSEGV, 10 SIGBUS, 4 SIGILL.</param>
    public sealed record Fault(int Signal) : TargetStop;

    /// <summary>The program ended itself (semihosting SYS_EXIT).</summary>
    /// <param name="Code">Exit code, low 8 bits.</param>
    public sealed record Exited(int Code) : TargetStop;

    /// <summary>The target is gone.</summary>
    public sealed record Lost : TargetStop;
}
