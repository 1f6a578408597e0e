namespace RspDebug.VirtualBoard.Core;

/// <summary>What one call of <see cref="Processor.Step"/> did.</summary>
public enum StepOutcome
{
    /// <summary>One instruction was executed, or skipped by its IT block. An exception it raised itself (SVC, fault) was entered in the same step.</summary>
    Executed,

    /// <summary>A pending exception was entered; PC is the first instruction of its handler and nothing of it ran.</summary>
    ExceptionEntered,

    /// <summary>The core sleeps (WFI, WFE, sleep-on-exit); time moved to the next device event, if there is one.</summary>
    Sleeping,

    /// <summary>The core is halted by debug: nothing ran, no time passed.</summary>
    Halted,

    /// <summary>The core is locked up after a fault at the priority of HardFault or NMI (DDI0403E B1.5.15).</summary>
    LockedUp,
}
