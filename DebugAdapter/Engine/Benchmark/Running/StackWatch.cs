using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>
/// Sees a handler by what it leaves below SP: its exception frame and its own stack. Works on every server; it misses a handler whose frame
/// equals that of the one before.
/// </summary>
internal sealed class StackWatch(IStepMemory memory) : IContextWatch
{
    private const int WindowSizeInBytes = 0x80;
    private readonly byte[] _before = new byte[WindowSizeInBytes];
    private readonly byte[] _after = new byte[WindowSizeInBytes];
    private bool _isKnown;

    /// <inheritdoc/>
    public async ValueTask BeginAsync(CoreState before, CancellationToken cancellationToken) =>
        _isKnown = await memory.TryReadAsync(before.Sp - WindowSizeInBytes, _before, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(CoreState before, CoreState after, CancellationToken cancellationToken)
    {
        uint start = before.Sp - WindowSizeInBytes;
        // What the instruction itself pushed lies above the new SP.
        long untouched = Math.Min((long)after.Sp, before.Sp) - start;
        if (!_isKnown || untouched <= 0 || after.Ipsr != before.Ipsr
            || !await memory.TryReadAsync(start, _after, cancellationToken).ConfigureAwait(false))
            return null;
        int length = (int)Math.Min(untouched, WindowSizeInBytes);
        int at = _before.AsSpan(0, length).CommonPrefixLength(_after.AsSpan(0, length));
        return at == length ? null : $"the stack below SP changed at 0x{start + (uint)at:x8}: a handler ran during the step";
    }
}
