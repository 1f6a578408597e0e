namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>The way to the target's memory: one call is as few packets as the stub allows.</summary>
internal interface IMemoryLink
{
    /// <summary>Reads from <paramref name="address"/> on.</summary>
    /// <returns>Bytes read from the front; 0 when the first byte was refused.</returns>
    ValueTask<int> ReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes all bytes, or throws with the stub's reason.</summary>
    ValueTask WriteAsync(uint address, ReadOnlyMemory<byte> source, CancellationToken cancellationToken);
}
