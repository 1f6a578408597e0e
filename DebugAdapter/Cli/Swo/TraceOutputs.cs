namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>The streams that options such as <c>--json FILE|-</c> name, closed together.</summary>
internal sealed class TraceOutputs : IDisposable
{
    private readonly List<Stream> _streams = [];

    /// <summary>Standard output for <c>-</c>, else a file that is written anew.</summary>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public Stream Open(string option, string path)
    {
        Stream stream = OutputTarget.Open(option, path);
        _streams.Add(stream);
        return stream;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Stream stream in _streams) stream.Dispose();
    }
}
