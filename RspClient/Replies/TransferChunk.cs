namespace RspDebug.RspClient.Replies;

/// <summary>One reply to <c>qXfer:...:read</c>.</summary>
/// <param name="Status">Data, unsupported or refused.</param>
/// <param name="Data">The decoded bytes; the next offset counts these, never the bytes on the wire.</param>
/// <param name="IsLast"><c>l</c> rather than <c>m</c>.</param>
/// <param name="Error">The error when refused.</param>
public readonly record struct TransferChunk(ReplyStatus Status, ReadOnlyMemory<byte> Data, bool IsLast, StubError Error = default)
{
    /// <summary>Reads <c>m</c> or <c>l</c> with data, an error, or an empty payload.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out TransferChunk reply)
    {
        if (!payload.IsEmpty && payload[0] is (byte)'m' or (byte)'l')
        {
            reply = new TransferChunk(ReplyStatus.Ok, payload[1..].ToArray(), payload[0] == (byte)'l');
            return true;
        }

        bool isNo = Acknowledgement.TryParseNo(payload, out Acknowledgement no);
        reply = new TransferChunk(no.Status, default, true, no.Error);
        return isNo;
    }
}
