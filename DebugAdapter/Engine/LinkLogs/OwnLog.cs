using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Our own logs: <c>--log rsp=verbose</c>, and the last packets of a session that are printed when it fails.</summary>
internal sealed partial class OwnLog : LinkLogFormat
{
    public override string Name => "rsp-debug";

    public override string Description => "rsp-debug ... --log rsp=verbose --log-file FILE";

    public override int Weigh(string line) => Line().IsMatch(line) ? 3 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        TimeSpan last = TimeSpan.Zero, days = TimeSpan.Zero;
        foreach (LogLine line in lines)
        {
            if (Line().Match(line.Text) is not { Success: true } match) continue;
            TimeSpan time = TimeOf(match) + days;
            // The log has the time of day alone.
            if (match.Groups["hour"].Success && time < last - TimeSpan.FromHours(12))
            {
                days += TimeSpan.FromDays(1);
                time += TimeSpan.FromDays(1);
            }

            last = time;
            bool isSent = match.Groups["way"].Value == "->";
            (LinkRecordKind Kind, byte[] Data)? found = isSent ? Sent(match) : Received(match);
            if (found is { } entry) yield return new LinkRecord(line.Number, time, isSent ? LinkDirection.ToStub : LinkDirection.ToClient, entry.Kind, entry.Data);
        }
    }

    private static TimeSpan TimeOf(Match match)
    {
        double seconds = double.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(match.Groups["hour"].Success
            ? seconds + 60 * (int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) + 60 * int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture))
            : seconds);
    }

    private static (LinkRecordKind Kind, byte[] Data)? Sent(Match match)
    {
        (byte[] bytes, bool isCut) = BytesOf(match);
        // A shortened packet has no end: its beginning tells what it is.
        if (isCut) return (LinkRecordKind.OpaquePacket, bytes.AsSpan().IndexOf((byte)'$') is >= 0 and var start ? bytes[(start + 1)..] : bytes);
        return match.Groups["kind"].Value.ToLowerInvariant() is "packet" or "again" or "retransmission" or "ack" or "nak" or "interrupt" ? (LinkRecordKind.Bytes, bytes) : null;
    }

    private static (LinkRecordKind Kind, byte[] Data)? Received(Match match)
    {
        (byte[] bytes, bool isCut) = BytesOf(match);
        return NameOf(match) switch
        {
            "ack" => (LinkRecordKind.Bytes, "+"u8.ToArray()),
            "nak" => (LinkRecordKind.Bytes, "-"u8.ToArray()),
            "packet" => (isCut ? LinkRecordKind.OpaquePacket : LinkRecordKind.Packet, bytes),
            "notification" => (LinkRecordKind.Notification, bytes),
            "badchecksum" or "malformed" or "oversize" => (LinkRecordKind.DamagedPacket, bytes),
            "truncated" => (LinkRecordKind.TruncatedPacket, bytes),
            "junk" => (LinkRecordKind.Junk, bytes),
            _ => null,
        };
    }

    private static string NameOf(Match match) => match.Groups["kind"].Value.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static (byte[] Bytes, bool IsCut) BytesOf(Match match)
    {
        string text = match.Groups["text"].Value;
        Match cut = Cut().Match(text);
        return (LogText.Unescape(cut.Success ? text.AsSpan(0, cut.Index) : text, hasNames: false), cut.Success);
    }

    private static readonly string Kinds = string.Join('|', Enum.GetNames<SentKind>().Concat(Enum.GetNames<FrameKind>()));

    private static readonly Regex Whole = new(
        $@"^(((?<hour>\d\d):(?<minute>\d\d):(?<seconds>\d\d\.\d{{1,9}}) \w+ rsp +)|( *(?<seconds>\d{{1,9}}\.\d{{6}}) ))(?<way>->|<-) ""?(?<kind>{Kinds}|again|bad-checksum)""?( (?<text>.*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10));

    private static Regex Line() => Whole;

    [GeneratedRegex(@"\.\.\. \(?\d+ bytes\)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Cut();
}
