namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Steps by the server alone, in the same run.</summary>
internal sealed record OverheadReport
{
    /// <summary>Steps by the server alone: one packet, and nothing read.</summary>
    public required LatencyReport RawStepUs { get; init; }

    /// <summary>Median step of the engine over median step of the server, less 1.</summary>
    public double Share { get; init; }
}
