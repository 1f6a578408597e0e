using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Finds out whether a handler ran, from its entry to its end, while one instruction was stepped.</summary>
internal interface IContextWatch
{
    /// <summary>Looks before the step.</summary>
    ValueTask BeginAsync(CoreState before, CancellationToken cancellationToken);

    /// <summary>Looks after the step.</summary>
    /// <returns>What was seen; null when no other context ran.</returns>
    ValueTask<string?> FindAsync(CoreState before, CoreState after, CancellationToken cancellationToken);
}
