using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>OpenOCD with <c>-d3</c>: packets without the frame on the way in, with it on the way out, milliseconds.</summary>
/// <remarks>Seen with 0.12; older ones put quotes around the packets. OpenOCD does not log the acknowledgements that it sends.</remarks>
internal sealed partial class OpenOcdLog : LinkLogFormat
{
    public override string Name => "openocd";

    public override string Description => "OpenOCD: openocd -d3 -l FILE";

    public override int Weigh(string line) => Line().Match(line) is not { Success: true } match ? 0 : match.Groups["text"].ValueSpan.Contains(" packet", StringComparison.Ordinal) ? 3 : 1;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        foreach (LogLine line in lines)
        {
            if (Line().Match(line.Text) is not { Success: true } match) continue;
            TimeSpan time = TimeSpan.FromMilliseconds(long.Parse(match.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture));
            LinkRecord? record = Received(match.Groups["text"].Value) is { } received ? new LinkRecord(line.Number, time, LinkDirection.ToStub, received.Kind, received.Data)
                : Sent(match.Groups["text"].Value) is { } sent ? new LinkRecord(line.Number, time, LinkDirection.ToClient, sent.Kind, sent.Data)
                : Told(match, line.Number, time);
            if (record is { } found) yield return found;
        }
    }

    private static (LinkRecordKind Kind, byte[] Data)? Received(string text)
    {
        const string Prefix = "received packet: ";
        if (text is "negative reply, retrying" or "negative acknowledgment, but no packet pending") return (LinkRecordKind.Bytes, "-"u8.ToArray());
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        string packet = Unquote(text[Prefix.Length..]);
        return packet switch
        {
            "+" or "-" => (LinkRecordKind.Bytes, LogText.Bytes(packet)),
            "<Ctrl-C>" => (LinkRecordKind.Bytes, [0x03]),
            _ when Binary().Match(packet) is { Success: true } binary => (LinkRecordKind.OpaquePacket, LogText.Bytes(packet.AsSpan(0, binary.Index))),
            _ when packet.StartsWith('X') || packet.StartsWith("vFlashWrite", StringComparison.Ordinal) => (LinkRecordKind.OpaquePacket, LogText.Bytes(packet)),
            _ => (LinkRecordKind.Packet, LogText.Bytes(packet)),
        };
    }

    private static (LinkRecordKind Kind, byte[] Data)? Sent(string text)
    {
        const string Prefix = "sending packet";
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        string packet = Unquote(text[Prefix.Length..].TrimStart(':').Trim());
        if (packet.StartsWith("$<binary-data-", StringComparison.Ordinal)) return (LinkRecordKind.OpaquePacket, []);
        return packet.StartsWith('$') || packet.StartsWith('%') ? (LinkRecordKind.Bytes, LogText.Bytes(packet)) : null;
    }

    private static LinkRecord? Told(Match match, int number, TimeSpan time)
    {
        string text = match.Groups["text"].Value;
        if (text.StartsWith("New GDB Connection", StringComparison.Ordinal)) return new LinkRecord(number, time, LinkDirection.ToStub, LinkRecordKind.Opened, default);
        LinkRecordKind kind = text.Contains("connection closed", StringComparison.Ordinal) || text.StartsWith("dropped 'gdb' connection", StringComparison.Ordinal) ? LinkRecordKind.Closed
            : text.StartsWith("checksum error", StringComparison.Ordinal) ? LinkRecordKind.DamagedPacket : LinkRecordKind.Note;
        if (kind == LinkRecordKind.Note && match.Groups["level"].Value is not ("Warn" or "Error")) return null;
        return new LinkRecord(number, time, LinkDirection.ToStub, kind, kind == LinkRecordKind.DamagedPacket ? default : Encoding.Latin1.GetBytes(text));
    }

    private static string Unquote(string text) => text.Length >= 2 && text[0] == '\'' && text[^1] == '\'' ? text[1..^1] : text;

    [GeneratedRegex(@"^(?<level>Debug|Info|Warn|Error|User) *: \d+ (?<ms>\d{1,12}) \S+:\d+ \w+\(\): (\[[^\]]*\] )?(?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();

    [GeneratedRegex("<binary-data-\\d+-bytes>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Binary();
}
