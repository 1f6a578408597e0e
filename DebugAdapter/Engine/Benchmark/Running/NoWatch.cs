using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>For runs where handlers may do as they like.</summary>
internal sealed class NoWatch : IContextWatch
{
    /// <inheritdoc/>
    public ValueTask BeginAsync(CoreState before, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask<string?> FindAsync(CoreState before, CoreState after, CancellationToken cancellationToken) => new((string?)null);
}
