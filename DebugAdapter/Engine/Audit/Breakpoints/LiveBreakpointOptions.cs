namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>How much of a live target the breakpoint audit tries.</summary>
internal sealed record LiveBreakpointOptions
{
    /// <summary>Addresses that are armed and read back, spread over the image.</summary>
    public int Samples { get; init; } = 60;

    /// <summary>Stops whose PC is compared with what was armed.</summary>
    public int Stops { get; init; } = 10;

    /// <summary>How long a run may take to reach one of the armed addresses.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(2);
}
