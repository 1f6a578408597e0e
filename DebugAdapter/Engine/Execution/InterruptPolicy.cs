namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>What a step does about interrupts (launch key <c>stepInterrupts</c>).</summary>
internal enum InterruptPolicy
{
    /// <summary>They wait until the step is over; the server masks them.</summary>
    Mask,

    /// <summary>Their handlers run to their ends, then the step is made.</summary>
    Run,

    /// <summary>The step ends in the handler.</summary>
    Enter,
}
