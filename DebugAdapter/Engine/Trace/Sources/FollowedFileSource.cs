namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>A file that another program still writes: waits at its end for more.</summary>
/// <remarks>A file that became shorter was begun anew, and is read from its beginning.</remarks>
internal sealed class FollowedFileSource : ITraceSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly Action<string>? _onNotice;

    private FollowedFileSource(string name, FileStream file, TimeProvider time, Action<string>? onNotice) => (Name, _file, _time, _onNotice) = (name, file, time, onNotice);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? LengthInBytes => null;

    /// <summary>Opens the file, which has to exist.</summary>
    /// <exception cref="TraceSourceException">It is missing or cannot be read.</exception>
    public static FollowedFileSource Open(string path, TimeProvider time, Action<string>? onNotice) =>
        new(path, StreamTraceSource.OpenFile(path), time, onNotice);

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            int count = await _file.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
            if (count > 0) return count;
            if (_file.CanSeek && _file.Length < _file.Position)
            {
                _onNotice?.Invoke($"{Name} was written anew; reading from its beginning.");
                _file.Position = 0;
                continue;
            }

            await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
