namespace RspDebug.RspServer.Personalities;

/// <summary>What a stub does when a packet of the client is damaged and acknowledgements are on.</summary>
public enum ChecksumReaction
{
    /// <summary>Asks for it again with <c>-</c>.</summary>
    Nak,

    /// <summary>Says nothing (OpenOCD): the client has to time out.</summary>
    Silence,

    /// <summary>Asks for it again with <c>-</c>, and for every packet from then on (st-util, which does not clear its sum).</summary>
    NakForEver,

    /// <summary>Closes the connection (the gdbstub crate, hence probe-rs).</summary>
    Disconnect,
}
