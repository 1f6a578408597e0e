namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What the engine has to know about a server kind that RSP does not tell. Commands are for <c>qRcmd</c>, without <c>monitor</c>.</summary>
public sealed record ServerQuirks
{
    /// <summary>Reset the target and leave it halted at the reset vector.</summary>
    public IReadOnlyList<string> ResetAndHalt { get; init; } = [];

    /// <summary>Reset the target and let it run; empty when there is no command for it.</summary>
    public IReadOnlyList<string> ResetAndRun { get; init; } = [];

    /// <summary>Let the target run on from where it stands; empty when a detach does it, or nothing is known to.</summary>
    public IReadOnlyList<string> Resume { get; init; } = [];

    /// <summary>Memory is reached while the target runs; null where it has to be halted for that, or nothing is known.</summary>
    public RunningAccess? MemoryWhileRunning { get; init; }

    /// <summary>Keep a halted target halted when the link is closed; empty when it stays so by itself, or nothing is known to do it.</summary>
    public IReadOnlyList<string> StayHalted { get; init; } = [];

    /// <summary>Halt the target by a command, for servers that are not sure to halt at connection; empty when none is needed.</summary>
    public IReadOnlyList<string> Halt { get; init; } = [];

    /// <summary>Before the first step: interrupts wait while a step is made.</summary>
    public StepMasking MaskSteps { get; init; } = StepMasking.AlwaysMasked;

    /// <summary>Before the first step: a pending interrupt enters its handler at a step.</summary>
    public StepMasking EnterHandlers { get; init; } = StepMasking.Unavailable;

    /// <summary>
    /// At the end of the session: what the server does by itself. A session that dies without it leaves the server as it was set;
    /// the core itself is left unmasked, for servers mask for the step alone.
    /// </summary>
    public StepMasking RestoreSteps { get; init; } = StepMasking.AlwaysMasked;

    /// <summary>What a detach (<c>D</c>) leaves behind.</summary>
    public EndState AfterDetach { get; init; } = EndState.Unknown;

    /// <summary>What a kill (<c>k</c>) leaves behind.</summary>
    public EndState AfterKill { get; init; } = EndState.Unknown;

    /// <summary>What a connection that just closes while the target is halted leaves behind.</summary>
    public EndState AfterConnectionLost { get; init; } = EndState.Unknown;

    /// <summary>The executable is in the target's memory when the server is up, so that launch has nothing to write; <c>loadFiles</c> are written all the same.</summary>
    public bool LoadsImageItself { get; init; }

    /// <summary>What is flash on the chip is written as memory is: there is no flash to program.</summary>
    public bool WritesFlashAsMemory { get; init; }

    /// <summary>The target was not run since its reset when the server is up, so that launch need not reset it.</summary>
    public bool StartsAtReset { get; init; }

    /// <summary>A byte sent while the target runs stops it, so that only an interrupt may be sent.</summary>
    public bool AnyByteStopsTarget { get; init; }

    /// <summary>Software breakpoints in flash are taken literally, so that flash needs hardware ones.</summary>
    public bool FlashNeedsHardwareBreakpoints { get; init; } = true;

    /// <summary>
    /// <c>qCRC</c> leaves the target as it was. OpenOCD runs its checksum code in the target's RAM, which nrf52.cfg does not have it
    /// save, so that a checksum would damage a program that is attached to.
    /// </summary>
    public bool ChecksumLeavesTargetAlone { get; init; }

    /// <summary>
    /// A read of memory that is not there gives zeros in place of an error, and has to be checked by <c>mdw</c>. OpenOCD without
    /// <c>gdb_report_data_abort enable</c>, which is refused once it is up.
    /// </summary>
    public bool ReadsZerosWhereNothingIs { get; init; }

    /// <summary>WFI and WFE never return from a single-step.</summary>
    public bool WaitsBlockSteps { get; init; }

    /// <summary>A single-step at a breakpoint leaves it, so that it need not be lifted.</summary>
    public bool StepsOffBreakpoints { get; init; }

    /// <summary>It takes a request while it still answers the one before; seen, not assumed.</summary>
    public bool TakesTwoRequests { get; init; }

    /// <summary>It carries a step out before it looks at the requests that came behind it; seen, not assumed.</summary>
    public bool ReadsBehindSteps { get; init; }

    /// <summary>A range step (<c>vCont;r</c>), where it is offered, is made of single-steps with interrupts treated alike; documented or seen, not assumed.</summary>
    public bool StepsThroughRanges { get; init; }

    /// <summary>How it hands out SWO.</summary>
    public SwoMeans Swo { get; init; } = SwoMeans.Unknown;

    /// <summary>A watchpoint stops before the access: it has to be lifted for a step, and only then the new value is there.</summary>
    public bool StopsBeforeDataAccess { get; init; }

    /// <summary>Serves semihosting, where a start option or the server itself does not see to it.</summary>
    public IReadOnlyList<string> ServesSemihosting { get; init; } = [];

    /// <summary>Hands the firmware's file calls to us instead of carrying them out itself; empty when a start option or nothing does it.</summary>
    public IReadOnlyList<string> FilesThroughUs { get; init; } = [];

    /// <summary>It says OK to an <c>X</c> before it writes, and nothing when that fails.</summary>
    public bool AnswersWritesEarly { get; init; }

    /// <summary>What its lines about reads that it refused have in them; they are of no use to the user (<see cref="ServerComplaints"/>).</summary>
    public IReadOnlyList<string> ComplaintsAboutReads { get; init; } = [];

    /// <summary>Text that the firmware prints by semihosting comes out of the server's own standard output.</summary>
    public bool SemihostingOnServerOutput { get; init; }
}
