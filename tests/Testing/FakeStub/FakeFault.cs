namespace RspDebug.Testing;

/// <summary>What goes wrong with one request; see <see cref="FakeStub.Faults"/>.</summary>
public enum FakeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection breaks before the request is carried out.</summary>
    DropLink,

    /// <summary>The request is lost on the way, without a sign.</summary>
    LoseRequest,

    /// <summary>The request arrives damaged.</summary>
    DamageRequest,

    /// <summary>The request is carried out and its <c>+</c> is lost.</summary>
    LoseAck,

    /// <summary>The request is carried out and its <c>+</c> arrives as <c>-</c>.</summary>
    TurnAckIntoNak,

    /// <summary>The request is carried out and its reply is lost.</summary>
    LoseReply,

    /// <summary>The reply arrives with a wrong checksum.</summary>
    DamageReply,

    /// <summary>The reply comes twice.</summary>
    RepeatReply,

    /// <summary>The reply is kept back until <see cref="FakeStub.ReleaseReplies"/>.</summary>
    HoldReply,
}
