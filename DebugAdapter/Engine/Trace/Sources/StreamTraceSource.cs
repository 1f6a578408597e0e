namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>A file, or the standard input.</summary>
internal sealed class StreamTraceSource : ITraceSource
{
    private readonly Stream _stream;

    private StreamTraceSource(string name, Stream stream, long? length) => (Name, _stream, LengthInBytes) = (name, stream, length);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? LengthInBytes { get; }

    /// <summary>Reads what a stream gives until it ends.</summary>
    public static StreamTraceSource Of(string name, Stream stream) => new(name, stream, null);

    /// <summary>Opens a recorded file.</summary>
    /// <exception cref="TraceSourceException">It is missing or cannot be read.</exception>
    public static StreamTraceSource Open(string path)
    {
        FileStream file = OpenFile(path);
        return new StreamTraceSource(path, file, file.CanSeek ? file.Length : null);
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new TraceSourceException($"'{Name}' cannot be read: {failed.Message} Check the path and its rights.", failed);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    internal static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TraceSourceException($"There is no file '{path}'. Correct the path; `-` reads the standard input, `tcp://HOST:PORT` a server.", missing);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new TraceSourceException($"'{path}' cannot be read: {failed.Message} Check the path and its rights.", failed);
        }
    }
}
