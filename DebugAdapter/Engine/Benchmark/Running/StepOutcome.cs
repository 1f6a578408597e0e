using RspDebug.DebugAdapter.Engine.Benchmark.Judging;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>One step as it was measured.</summary>
/// <param name="Mode">What was stepped.</param>
/// <param name="Pc">Where it began.</param>
/// <param name="Failure">Null for a success.</param>
internal readonly record struct StepOutcome(StepMode Mode, uint Pc, StepFailure? Failure)
{
    /// <summary>From the order to the stop that the user sees.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Packets to the server.</summary>
    public long Packets { get; init; }

    /// <summary>Bytes on the wire, both directions.</summary>
    public long Bytes { get; init; }

    /// <summary>A call was stepped over.</summary>
    public bool HasCall { get; init; }

    /// <summary>The server does not give what a prediction needs: only its other conditions were checked.</summary>
    public bool IsUnpredicted { get; init; }
}
