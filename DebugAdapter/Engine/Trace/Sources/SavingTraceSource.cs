using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>Writes what another source gives into a file as it comes, and beside it when it came, so that it can be replayed.</summary>
/// <remarks>The second file, <c>NAME.times</c>, has a line a read: microseconds since the first one, then the bytes received up to then.</remarks>
internal sealed class SavingTraceSource : ITraceSource
{
    /// <summary>What is added to the name of the raw file for the file with the times.</summary>
    public const string TimesSuffix = ".times";

    private readonly ITraceSource _source;
    private readonly FileStream _raw;
    private readonly StreamWriter _times;
    private readonly TimeProvider _time;
    private long _started;
    private long _bytes;

    private SavingTraceSource(ITraceSource source, FileStream raw, StreamWriter times, TimeProvider time) => (_source, _raw, _times, _time) = (source, raw, times, time);

    /// <inheritdoc/>
    public string Name => _source.Name;

    /// <inheritdoc/>
    public long? LengthInBytes => _source.LengthInBytes;

    /// <summary>Starts to save.</summary>
    /// <exception cref="TraceSourceException">A file cannot be written.</exception>
    public static SavingTraceSource Create(ITraceSource source, string path, TimeProvider time)
    {
        try
        {
            var raw = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return new SavingTraceSource(source, raw, new StreamWriter(path + TimesSuffix), time);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new TraceSourceException($"The raw trace cannot be saved to '{path}': {failed.Message} Choose another file for --save.", failed);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int count = await _source.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        if (count == 0) return 0;
        if (_bytes == 0) _started = _time.GetTimestamp();
        _bytes += count;
        await _raw.WriteAsync(destination[..count], cancellationToken).ConfigureAwait(false);
        await _times.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_time.GetElapsedTime(_started).TotalMicroseconds:0} {_bytes}")).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await _raw.DisposeAsync().ConfigureAwait(false);
        await _times.DisposeAsync().ConfigureAwait(false);
    }
}
