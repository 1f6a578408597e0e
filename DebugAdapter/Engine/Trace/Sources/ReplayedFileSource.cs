namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>A recorded file, given out as slowly as its bytes came.</summary>
internal sealed class ReplayedFileSource : ITraceSource
{
    private readonly FileStream _file;
    private readonly RecordedTimes _times;
    private readonly TimeProvider _time;
    private readonly long _started;
    private long _position;

    private ReplayedFileSource(string name, FileStream file, RecordedTimes times, TimeProvider time) =>
        (Name, _file, _times, _time, _started) = (name, file, times, time, time.GetTimestamp());

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? LengthInBytes => _file.CanSeek ? _file.Length : null;

    /// <summary>Opens a recording.</summary>
    /// <param name="path">The raw bytes; <c>PATH.times</c> says when they came.</param>
    /// <param name="baud">Used in its place when given: bytes come evenly, ten bits each.</param>
    /// <param name="time">Where time comes from.</param>
    /// <exception cref="TraceSourceException">A file is missing or cannot be used.</exception>
    public static ReplayedFileSource Open(string path, int? baud, TimeProvider time)
    {
        string times = path + SavingTraceSource.TimesSuffix;
        if (baud is null && File.Exists(path) && !File.Exists(times))
            throw new TraceSourceException($"There is no '{times}' that says when the bytes of '{path}' came. Give the rate of the line by --baud.");
        FileStream file = StreamTraceSource.OpenFile(path);
        FileStream? opened = file;
        try
        {
            var source = new ReplayedFileSource(path, file, baud is { } rate ? RecordedTimes.Even(rate) : RecordedTimes.Read(times), time);
            opened = null;
            return source;
        }
        finally
        {
            opened?.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_times.After(_position) is { } next)
        {
            TimeSpan wait = next.At - _time.GetElapsedTime(_started);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            if (next.End - _position < destination.Length) destination = destination[..(int)(next.End - _position)];
        }

        int count = await _file.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
