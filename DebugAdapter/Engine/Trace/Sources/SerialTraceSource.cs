using RspDebug.DebugAdapter.Engine.Serial;

namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>A UART adapter on the SWO pin.</summary>
internal sealed class SerialTraceSource : ITraceSource
{
    private const int BlockInBytes = 4096;
    private readonly ISerialLine _line;
    private readonly Action<string>? _onNotice;
    private readonly byte[] _block = new byte[BlockInBytes];

    private SerialTraceSource(string name, ISerialLine line, Action<string>? onNotice) => (Name, _line, _onNotice) = (name, line, onNotice);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? LengthInBytes => null;

    /// <summary>Opens a port.</summary>
    /// <param name="device">Such as <c>/dev/ttyUSB0</c> or <c>COM5</c>.</param>
    /// <param name="baud">The rate of the SWO pin.</param>
    /// <param name="onNotice">Gets a sentence when the device goes away.</param>
    /// <exception cref="TraceSourceException">There is none, it is in use, or it cannot do the rate.</exception>
    public static SerialTraceSource Open(string device, int baud, Action<string>? onNotice)
    {
        try
        {
            return new(device, SerialLine.Open(device, baud, isWritable: false), onNotice);
        }
        catch (SerialPortException refused)
        {
            throw new TraceSourceException(refused.Message, refused);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The operating system's call waits, a tenth of a second at most.
            int count = await Task.Run(() => _line.Read(_block), cancellationToken).ConfigureAwait(false);
            if (count == 0) continue;
            if (count < 0)
            {
                _onNotice?.Invoke($"{Name} is gone: the trace ends here.");
                return 0;
            }

            count = Math.Min(count, destination.Length);
            _block.AsMemory(0, count).CopyTo(destination);
            return count;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _line.Dispose();
        return ValueTask.CompletedTask;
    }
}
