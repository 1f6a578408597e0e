using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Session;
using Serilog;
using Serilog.Events;

namespace RspDebug.DebugAdapter.Logging;

/// <summary>Writes the packets of a session to the layer <c>rsp</c>, shortened, other bytes than text as <c>\xNN</c>.</summary>
internal sealed class PacketLog : IPacketObserver
{
    private readonly ILogger _log;

    private PacketLog(ILogger log) => _log = log;

    /// <summary>An observer, or null when nobody reads the layer: then packets are not looked at.</summary>
    public static IPacketObserver? For(LayerLogs logs)
    {
        ILogger log = logs.For(LogLayer.Rsp);
        return log.IsEnabled(LogEventLevel.Verbose) ? new PacketLog(log) : null;
    }

    /// <inheritdoc/>
    public void OnSent(SentKind kind, ReadOnlySpan<byte> bytes) => _log.Verbose("-> {Kind} {Bytes}", kind, WireText.Shorten(bytes));

    /// <inheritdoc/>
    public void OnReceived(FrameKind kind, ReadOnlySpan<byte> payload) => _log.Verbose("<- {Kind} {Payload}", kind, WireText.Shorten(payload));
}
