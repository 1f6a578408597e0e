namespace RspDebug.RspServer.Personalities;

/// <summary>What a stub does when a packet of the client is damaged and acknowledgements are on.</summary>
public enum ChecksumReaction
{
    /// <summary>Asks for it again with <c>-</c>.</summary>
    Nak,

    /// <summary>Says nothing (OpenOCD): the client has to time out.</summary>
    Silence,

    /// <summary>Closes the connection (the gdbstub crate, hence probe-rs).</summary>
    Disconnect,
}
