using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Replies;

/// <summary>The reply to <c>qCRC</c>.</summary>
/// <param name="Status">Checksum, unsupported or refused.</param>
/// <param name="Checksum">CRC-32 of polynomial 0x04c11db7, start 0xffffffff, no reflection, no final inversion.</param>
/// <param name="Error">The error when refused.</param>
public readonly record struct ChecksumReply(ReplyStatus Status, uint Checksum, StubError Error = default)
{
    /// <summary>Reads <c>C</c> with up to eight digits, an error, or an empty payload.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out ChecksumReply reply)
    {
        if (payload.Length is > 1 and <= 9 && payload[0] == (byte)'C' && HexDigits.TryParseNumber(payload[1..], out ulong checksum))
        {
            reply = new ChecksumReply(ReplyStatus.Ok, (uint)checksum);
            return true;
        }

        bool isNo = Acknowledgement.TryParseNo(payload, out Acknowledgement no);
        reply = new ChecksumReply(no.Status, 0, no.Error);
        return isNo;
    }
}
