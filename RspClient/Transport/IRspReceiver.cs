namespace RspDebug.RspClient.Transport;

/// <summary>Takes what a transport receives.</summary>
public interface IRspReceiver
{
    /// <summary>Some bytes came.</summary>
    /// <param name="bytes">Valid during the call.</param>
    void OnReceived(ReadOnlySpan<byte> bytes);

    /// <summary>No more bytes will come. Called at most once, and not after the transport was disposed by its user.</summary>
    /// <param name="cause">The operating system's error, or null when the stub closed the connection.</param>
    void OnClosed(Exception? cause);
}
