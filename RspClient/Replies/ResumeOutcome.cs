namespace RspDebug.RspClient.Replies;

/// <summary>The reply to a resume packet: a stop, sooner or later, or a no at once.</summary>
/// <param name="Status">Ok with a stop; unsupported or refused without.</param>
/// <param name="Stop">The stop reply when <paramref name="Status"/> is Ok.</param>
/// <param name="Error">The error when refused.</param>
public readonly record struct ResumeOutcome(ReplyStatus Status, StopReply? Stop, StubError Error = default)
{
    /// <summary>Reads a stop reply, an error, or an empty payload.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out ResumeOutcome reply)
    {
        if (StopReply.TryParse(payload, out StopReply stop))
        {
            reply = new ResumeOutcome(ReplyStatus.Ok, stop);
            return true;
        }

        bool isNo = Acknowledgement.TryParseNo(payload, out Acknowledgement no);
        reply = new ResumeOutcome(no.Status, null, no.Error);
        return isNo;
    }
}
