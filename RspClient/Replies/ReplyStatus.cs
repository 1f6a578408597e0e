namespace RspDebug.RspClient.Replies;

/// <summary>The three ways in which a stub answers.</summary>
public enum ReplyStatus
{
    /// <summary><c>OK</c>, or data.</summary>
    Ok,

    /// <summary>Empty: the stub does not know the packet.</summary>
    Unsupported,

    /// <summary><c>Exx</c> or <c>E.text</c>.</summary>
    Refused,
}
