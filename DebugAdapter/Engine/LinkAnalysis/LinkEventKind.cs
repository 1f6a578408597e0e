namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>What happened on a link.</summary>
internal enum LinkEventKind
{
    /// <summary>A good packet.</summary>
    Packet,

    /// <summary>A good notification.</summary>
    Notification,

    /// <summary><c>+</c>.</summary>
    Ack,

    /// <summary><c>-</c>.</summary>
    Nak,

    /// <summary>0x03.</summary>
    Interrupt,

    /// <summary>A packet whose checksum is wrong.</summary>
    Damaged,

    /// <summary>A packet whose end is missing: another one begins inside.</summary>
    Truncated,

    /// <summary>A packet whose first byte (<c>$</c>) is missing: text, <c>#</c> and the right checksum.</summary>
    WithoutStart,

    /// <summary>Bytes that are no packet.</summary>
    Junk,

    /// <summary>The log says that somebody waited in vain.</summary>
    Timeout,

    /// <summary>A client connected: a session begins.</summary>
    Opened,

    /// <summary>The connection ended.</summary>
    Closed,

    /// <summary>A warning in the log.</summary>
    Note,
}
