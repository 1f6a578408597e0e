namespace RspDebug.RspClient.Replies;

/// <summary>A reply without data: <c>OK</c>, empty, or an error.</summary>
/// <param name="Status">Which of the three.</param>
/// <param name="Error">The error when refused.</param>
public readonly record struct Acknowledgement(ReplyStatus Status, StubError Error = default)
{
    /// <summary>True for <c>OK</c>.</summary>
    public bool IsOk => Status == ReplyStatus.Ok;

    /// <summary>Reads <c>OK</c>, an error, or an empty payload.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply)
    {
        if (payload.SequenceEqual("OK"u8))
        {
            reply = new Acknowledgement(ReplyStatus.Ok);
            return true;
        }

        return TryParseNo(payload, out reply);
    }

    /// <summary>Reads an error or an empty payload only: the two ways to say no that requests with data share.</summary>
    public static bool TryParseNo(ReadOnlySpan<byte> payload, out Acknowledgement reply)
    {
        if (payload.IsEmpty)
        {
            reply = new Acknowledgement(ReplyStatus.Unsupported);
            return true;
        }

        bool isError = StubError.TryParse(payload, out StubError error);
        reply = isError ? new Acknowledgement(ReplyStatus.Refused, error) : default;
        return isError;
    }
}
