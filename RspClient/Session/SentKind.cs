namespace RspDebug.RspClient.Session;

/// <summary>What a session sends.</summary>
public enum SentKind
{
    /// <summary>A packet for the first time.</summary>
    Packet,

    /// <summary>The same packet again.</summary>
    Retransmission,

    /// <summary><c>+</c>.</summary>
    Ack,

    /// <summary><c>-</c>.</summary>
    Nak,

    /// <summary>0x03.</summary>
    Interrupt,
}
