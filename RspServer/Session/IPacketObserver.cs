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
}
