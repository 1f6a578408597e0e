using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Session;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>Writes down the traffic of a session, a line each.</summary>
internal sealed class PacketRecorder : IPacketObserver
{
    public List<string> Lines { get; } = [];

    /// <summary>The last lines, for the message of a failed test.</summary>
    public string Tail => string.Join('\n', Lines.TakeLast(30));

    public void OnSent(SentKind kind, ReadOnlySpan<byte> bytes) => Lines.Add($"-> {kind} {Encoding.Latin1.GetString(bytes)}");

    public void OnReceived(FrameKind kind, ReadOnlySpan<byte> payload) => Lines.Add($"<- {kind} {Encoding.Latin1.GetString(payload)}");
}
