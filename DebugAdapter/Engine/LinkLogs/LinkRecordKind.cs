namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>What one entry of a log is.</summary>
internal enum LinkRecordKind
{
    /// <summary>Bytes as they were on the wire, in any split.</summary>
    Bytes,

    /// <summary>The payload of one good packet, without frame: the log does not show the frame.</summary>
    Packet,

    /// <summary>A good packet whose content the log leaves out; it may hold its beginning.</summary>
    OpaquePacket,

    /// <summary>The payload of a notification.</summary>
    Notification,

    /// <summary>A packet whose checksum the logging program found wrong.</summary>
    DamagedPacket,

    /// <summary>A packet that another one cut short.</summary>
    TruncatedPacket,

    /// <summary>Bytes outside of packets.</summary>
    Junk,

    /// <summary>The logging program waited in vain for the other end.</summary>
    Timeout,

    /// <summary>A client connected.</summary>
    Opened,

    /// <summary>The connection ended.</summary>
    Closed,

    /// <summary>A warning or error that the logging program wrote.</summary>
    Note,
}
