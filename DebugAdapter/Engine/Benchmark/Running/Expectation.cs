using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>What is known before a step.</summary>
/// <param name="Before">The registers.</param>
/// <param name="Prediction">Where one instruction leads.</param>
internal sealed record Expectation(CoreState Before, StepPrediction Prediction)
{
    /// <summary>What a step of a line or out of a function has to keep; null for an instruction step.</summary>
    public SourceExpectation? Source { get; init; }

    /// <summary>A call or SVC is stepped over.</summary>
    public bool HasCall { get; init; }

    /// <summary>Too little can be read for a prediction.</summary>
    public bool IsUnpredicted { get; init; }
}
