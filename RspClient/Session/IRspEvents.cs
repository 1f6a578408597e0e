using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

/// <summary>What a stub says unasked. Calls come on the thread that reads the link, in order; they must return soon and call no session method.</summary>
public interface IRspEvents
{
    /// <summary>Console text (<c>O</c>) outside of a monitor command: the target's semihosting output or the server's log.</summary>
    void OnConsoleOutput(string text);

    /// <summary>A notification (<c>%name:data</c>), keep-alives included.</summary>
    void OnNotification(string name, string data);

    /// <summary>A stop reply that nobody waits for: the target halted, or the stub lost it.</summary>
    void OnUnsolicitedStop(StopReply stop);

    /// <summary>The link is lost; called once, before the requests that wait end with the same cause. Disposing the session does not call it.</summary>
    void OnLinkLost(RspTransportException cause);
}
