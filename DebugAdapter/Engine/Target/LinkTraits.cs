using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>What the engine must know of a server that RSP does not tell; filled from the server's profile.</summary>
internal sealed record LinkTraits
{
    /// <summary>A single-step may end in, or pass through, an interrupt handler.</summary>
    public bool StepsLetInterruptsIn { get; init; }

    /// <summary>WFI and WFE never return from a single-step (QEMU).</summary>
    public bool WaitsBlockSteps { get; init; }

    /// <summary>A single-step at an armed breakpoint leaves it. Otherwise the breakpoint is lifted for the step.</summary>
    public bool StepsOffBreakpoints { get; init; }

    /// <summary>What gives the server back its own way with interrupts, when the session ends.</summary>
    public StepMasking RestoreSteps { get; init; } = StepMasking.AlwaysMasked;

    /// <summary>A watchpoint stops before the access (QEMU), not after it.</summary>
    public bool StopsBeforeDataAccess { get; init; }

    /// <summary>The server takes a request while it still answers the one before.</summary>
    public bool TakesTwoRequests { get; init; }

    /// <summary>Zeros may mean that the server could not read.</summary>
    public bool ReadsZerosWhereNothingIs { get; init; }

    /// <summary>The server carries a step out before it looks at the requests that came behind it.</summary>
    public bool ReadsBehindSteps { get; init; }

    /// <summary>A range step, where it is offered, is made of single-steps with interrupts treated alike.</summary>
    public bool StepsThroughRanges { get; init; }

    /// <summary>The server's checksum can be asked for without harm to the target.</summary>
    public bool UsesChecksum { get; init; }
}
