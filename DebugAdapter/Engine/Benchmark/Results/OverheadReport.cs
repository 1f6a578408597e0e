namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Steps by the server alone, in the same run.</summary>
internal sealed record OverheadReport
{
    /// <summary>Steps by the server alone: one packet, and nothing read.</summary>
    public required LatencyReport RawStepUs { get; init; }

    /// <summary>The same with one <c>g</c> behind each, as any client has to ask to know where it is; null in reports of older versions.</summary>
    public LatencyReport? RawStepAndRegistersUs { get; init; }

    /// <summary>Median step of the engine over median step of the server, less 1.</summary>
    public double Share { get; init; }

    /// <summary>Median step of the engine over the median of <see cref="RawStepAndRegistersUs"/>, less 1.</summary>
    public double? ShareOverRegisters { get; init; }
}
