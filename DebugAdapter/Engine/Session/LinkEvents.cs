using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>What the link says unasked, passed on to the session.</summary>
internal sealed class LinkEvents(ISessionEvents events) : IRspEvents
{
    /// <summary>Called once when the link is lost.</summary>
    public Action<RspTransportException>? LinkLost { get; set; }

    /// <summary>Gets console text besides.</summary>
    public Action<string>? Console { get; set; }

    /// <inheritdoc/>
    public void OnConsoleOutput(string text)
    {
        if (text.Length == 0) // OpenOCD's keep-alive
            return;
        events.OnOutput(OutputKind.Server, text);
        Console?.Invoke(text);
    }

    /// <inheritdoc/>
    public void OnNotification(string name, string data)
    {
        // Keep-alives only: a session in all-stop mode gets no other notification.
    }

    /// <inheritdoc/>
    public void OnUnsolicitedStop(StopReply stop)
    {
        // The session learns where the target stands at its next request.
    }

    /// <inheritdoc/>
    public void OnLinkLost(RspTransportException cause) => LinkLost?.Invoke(cause);
}
