namespace RspDebug.RspServer.Session;

/// <summary>Sees what passes between the stub and a client, for logs and tests.</summary>
public interface IPacketObserver
{
    /// <summary>A frame arrived.</summary>
    /// <param name="client">Number of the client, from 1.</param>
    /// <param name="kind">What it was.</param>
    /// <param name="payload">Its payload, unescaped; valid during the call.</param>
    void OnReceived(int client, Framing.FrameKind kind, ReadOnlySpan<byte> payload);

    /// <summary>A packet was sent.</summary>
    /// <param name="client">Number of the client, from 1.</param>
    /// <param name="payload">Its payload before escaping; valid during the call.</param>
    void OnSent(int client, ReadOnlySpan<byte> payload);

    /// <summary>Everything that had come from the client is handled and answered.</summary>
    /// <param name="client">Number of the client, from 1.</param>
    /// <param name="handledInBytes">Bytes received and handled since the client came.</param>
    /// <param name="waitsForStop">A run is under way whose stop reply is still owed.</param>
    void OnIdle(int client, long handledInBytes, bool waitsForStop)
    {
        // Logs are not interested; a test that moves its own clock is.
    }
}
