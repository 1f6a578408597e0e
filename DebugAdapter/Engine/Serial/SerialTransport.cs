using RspDebug.RspClient;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Engine.Serial;

/// <summary>RSP over a serial port: a Black Magic Probe is one, on USB.</summary>
internal sealed class SerialTransport : IRspTransport
{
    // The port is no UART: the rate is a formality of the interface.
    private const int Baud = 115_200;
    private const int BlockInBytes = 4096;

    private readonly ISerialLine _line;
    private readonly Lock _writing = new();
    private volatile bool _isDisposed;
    private Thread? _receiving;

    private SerialTransport(string device, ISerialLine line) => (Endpoint, _line) = ($"serial port {device}", line);

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <summary>Opens a port.</summary>
    /// <param name="device">Such as <c>/dev/ttyACM0</c> or <c>COM5</c>.</param>
    /// <exception cref="RspTransportException">There is none, or it is in use.</exception>
    public static SerialTransport Open(string device)
    {
        try
        {
            return new SerialTransport(device, SerialLine.Open(device, Baud, isWritable: true));
        }
        catch (SerialPortException refused)
        {
            throw new RspTransportException(TransportFailure.NotConnected, refused.Message.TrimEnd('.'), $"serial port {device}", "Connect the probe, or correct `BMPGDBSerialPort`.", refused);
        }
    }

    /// <inheritdoc/>
    public void Start(IRspReceiver receiver)
    {
        _receiving = new Thread(() => Receive(receiver)) { IsBackground = true, Name = "rsp serial receive" };
        _receiving.Start();
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            lock (_writing) _line.Write(bytes);
        }
        catch (SerialPortException gone)
        {
            throw new RspTransportException(TransportFailure.Closed, gone.Message.TrimEnd('.'), Endpoint, "Connect the probe again, then start the session again.", gone);
        }
    }

    /// <summary>Closes the port, which a Black Magic Probe takes for the end of the session.</summary>
    public ValueTask DisposeAsync()
    {
        if (_isDisposed) return ValueTask.CompletedTask;
        _isDisposed = true;
        // The thread closes the port it reads from; it looks about ten times a second.
        if (_receiving is null || _receiving == Thread.CurrentThread) _line.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Receive(IRspReceiver receiver)
    {
        byte[] block = new byte[BlockInBytes];
        int count = 0;
        while (!_isDisposed && (count = _line.Read(block)) >= 0)
            if (count > 0) receiver.OnReceived(block.AsSpan(0, count));
        if (!_isDisposed) receiver.OnClosed(null);
        _line.Dispose();
    }
}
