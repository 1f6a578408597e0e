using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Target;

// Memory and flash.
internal sealed partial class RspTargetLink
{
    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            if (_doubted is not null) return await _doubted.ReadAsync(address, destination, cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException)
        {
            return 0;
        }

        int done = await TryReadAsync(address, destination, cancellationToken).ConfigureAwait(false);
        // OpenOCD refuses a whole packet when one byte of it is not there, as at the end of RAM.
        while (destination.Length - done > DoubtedMemory.LeftInPage(address + (uint)done))
        {
            int size = DoubtedMemory.LeftInPage(address + (uint)done);
            int read = await TryReadAsync(address + (uint)done, destination.Slice(done, size), cancellationToken).ConfigureAwait(false);
            done += read;
            if (read < size) break;
        }

        return done;
    }

    private async ValueTask<int> TryReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await _session.ReadMemoryAsync(new(address), destination, cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(uint address, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) =>
        _session.WriteMemoryAsync(new(address), source, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool?> MatchesAsync(uint address, ReadOnlyMemory<byte> expected, CancellationToken cancellationToken)
    {
        if (!_traits.UsesChecksum)
            return null;
        uint? crc = await _session.QueryCrcAsync(new(address), (uint)expected.Length, cancellationToken).ConfigureAwait(false);
        return crc is { } value ? value == Crc32.Compute(expected.Span) : null;
    }

    /// <inheritdoc/>
    public ValueTask EraseFlashAsync(uint address, uint sizeInBytes, CancellationToken cancellationToken) =>
        _session.EraseFlashAsync(new(address), sizeInBytes, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteFlashAsync(uint address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        _session.WriteFlashAsync(new(address), data, cancellationToken);

    /// <inheritdoc/>
    public ValueTask FinishFlashAsync(CancellationToken cancellationToken) => _session.FinishFlashAsync(cancellationToken);
}
