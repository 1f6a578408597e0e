namespace RspDebug.RspClient;

/// <summary>Why a link is lost.</summary>
public enum TransportFailure
{
    /// <summary>No connection could be made: nothing listens, or the stub refuses a second client.</summary>
    NotConnected,

    /// <summary>The stub closed the connection, or the operating system reported an error on it.</summary>
    Closed,

    /// <summary>No reply in the time that the options allow, and the exchange could not be repeated safely.</summary>
    Timeout,

    /// <summary>Bytes were corrupted where the protocol has no way to repeat them.</summary>
    Corrupted,

    /// <summary>The session was disposed.</summary>
    Disposed,
}
