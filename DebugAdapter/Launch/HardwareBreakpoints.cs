namespace RspDebug.DebugAdapter.Launch;

/// <summary>Rules for hardware breakpoints.</summary>
public sealed record HardwareBreakpoints
{
    /// <summary>Use hardware breakpoints in RAM too.</summary>
    public bool Require { get; init; }

    /// <summary>Use at most this many comparators. Default: as many as the chip has.</summary>
    public int? Limit { get; init; }
}
