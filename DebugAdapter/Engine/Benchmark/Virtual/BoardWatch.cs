using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>Asks the virtual board itself which handlers were entered during a step: the truth that no server's answer is needed for.</summary>
internal sealed class BoardWatch : IContextWatch, IExceptionObserver
{
    private long _entries;
    private long _before;

    /// <summary>Handlers entered since the board was built.</summary>
    public long Entries => Volatile.Read(ref _entries);

    /// <inheritdoc/>
    public void OnException(ExceptionChange change, int number)
    {
        if (change == ExceptionChange.Enter) Interlocked.Increment(ref _entries);
    }

    /// <inheritdoc/>
    public ValueTask BeginAsync(CoreState before, CancellationToken cancellationToken)
    {
        _before = Entries;
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<string?> FindAsync(CoreState before, CoreState after, CancellationToken cancellationToken)
    {
        // An entry that the judge has accepted (SVC) ends in its handler.
        long allowed = after.Ipsr != 0 && after.Ipsr != before.Ipsr ? 1 : 0;
        long seen = Entries - _before;
        return new(seen <= allowed ? null : $"{seen} handlers were entered during the step from 0x{before.Pc:x8}");
    }
}
