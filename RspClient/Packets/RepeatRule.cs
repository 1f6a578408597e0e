namespace RspDebug.RspClient.Packets;

/// <summary>Whether a request may be sent again when it is not known that the stub carried it out.</summary>
public enum RepeatRule
{
    /// <summary>Reads: once more after a lost answer, once the link is in step again.</summary>
    Always,

    /// <summary>Writes: again only when the stub said <c>-</c>, so that it is known that it did not take the packet.</summary>
    AfterNak,

    /// <summary>Resumes, commands and other packets with an effect of their own: never.</summary>
    Never,
}
