using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Session;

/// <summary>Sees the traffic of a session. Calls must return soon and call no session method.</summary>
public interface IPacketObserver
{
    /// <summary>Something was sent.</summary>
    /// <param name="kind"><see cref="SentKind"/>.</param>
    /// <param name="bytes">The packet as sent, with frame and escapes; the single byte for an acknowledgement or interrupt.</param>
    void OnSent(SentKind kind, ReadOnlySpan<byte> bytes);

    /// <summary>Something was received.</summary>
    /// <param name="kind">What it was.</param>
    /// <param name="payload">The decoded payload, or the junk.</param>
    void OnReceived(FrameKind kind, ReadOnlySpan<byte> payload);
}
