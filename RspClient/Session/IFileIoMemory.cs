namespace RspDebug.RspClient.Session;

/// <summary>Target memory during a File-I/O call.</summary>
public interface IFileIoMemory
{
    /// <summary>Reads memory.</summary>
    /// <returns>Bytes read; fewer than asked when the tail is unmapped.</returns>
    /// <exception cref="RspRefusedException">The first byte cannot be read.</exception>
    ValueTask<int> ReadAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes memory.</summary>
    /// <exception cref="RspRefusedException">The stub cannot write there.</exception>
    ValueTask WriteAsync(TargetAddress address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
