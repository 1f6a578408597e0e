namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>Where trace bytes come from.</summary>
internal interface ITraceSource : IAsyncDisposable
{
    /// <summary>What users call it: a path, <c>host:port</c>, a device.</summary>
    string Name { get; }

    /// <summary>Bytes in all, when that is known beforehand.</summary>
    long? LengthInBytes { get; }

    /// <summary>Waits for bytes.</summary>
    /// <param name="destination">Filled from the front.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Bytes received; 0 at the end, which is final.</returns>
    /// <exception cref="TraceSourceException">The source failed; the text says what to do.</exception>
    ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);
}
