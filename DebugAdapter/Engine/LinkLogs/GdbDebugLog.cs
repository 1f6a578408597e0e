using System.Globalization;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>What gdb prints after <c>set debug remote 1</c>, among all else that it prints; with times after <c>set debug timestamp on</c>.</summary>
/// <remarks>
/// gdb's remote.c. Seen with 13; up to 10 there is no "[remote]", and the line goes on behind "..." with the acknowledgement or the answer. Packets over 512
/// bytes are cut; the acknowledgements that gdb sends are not there.
/// </remarks>
internal sealed partial class GdbDebugLog : LinkLogFormat
{
    public override string Name => "gdb-debug";

    public override string Description => "gdb: set debug remote 1, its console saved";

    public override int Weigh(string line) => line.Contains("Sending packet: $", StringComparison.Ordinal) || line.Contains("Packet received: ", StringComparison.Ordinal) ? 2 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        foreach (LogLine line in lines)
        {
            TimeSpan? time = null;
            foreach (Match happening in Happening().Matches(line.Text))
            {
                time ??= Time().Match(line.Text) is { Success: true } told ? TimeSpan.FromSeconds(double.Parse(told.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture)) : null;
                (LinkDirection direction, LinkRecordKind kind, byte[] data) = Tell(happening);
                yield return new LinkRecord(line.Number, time, direction, kind, data);
            }
        }
    }

    private static (LinkDirection Direction, LinkRecordKind Kind, byte[] Data) Tell(Match happening)
    {
        GroupCollection groups = happening.Groups;
        if (groups["sent"].Success)
        {
            byte[] packet = LogText.Unescape(groups["sent"].ValueSpan, hasNames: true);
            // Binary data is not written so that it could be read back for certain.
            bool isWhole = groups["sum"].Success && !packet.AsSpan().StartsWith("X"u8) && !packet.AsSpan().StartsWith("vFlashWrite"u8);
            return (LinkDirection.ToStub, isWhole ? LinkRecordKind.Packet : LinkRecordKind.OpaquePacket, packet);
        }

        if (groups["got"].Success)
            return (LinkDirection.ToClient, groups["cut"].Success ? LinkRecordKind.OpaquePacket : LinkRecordKind.Packet, LogText.Unescape(groups["got"].ValueSpan, hasNames: true));
        if (groups["notice"].Success) return (LinkDirection.ToClient, LinkRecordKind.Notification, LogText.Unescape(groups["notice"].ValueSpan, hasNames: true));
        if (groups["bad"].Success) return (LinkDirection.ToClient, LinkRecordKind.DamagedPacket, LogText.Unescape(groups["bad"].ValueSpan, hasNames: true));
        if (groups["timeout"].Success) return (LinkDirection.ToClient, LinkRecordKind.Timeout, []);
        if (groups["open"].Success) return (LinkDirection.ToStub, LinkRecordKind.Opened, []);
        if (groups["break"].Success) return (LinkDirection.ToStub, LinkRecordKind.Bytes, [0x03]);
        return (LinkDirection.ToClient, LinkRecordKind.Bytes, [groups["ack"].Success ? (byte)'+' : (byte)'-']);
    }

    [GeneratedRegex(
        @"Sending packet: \$(?<sent>[^#]*?)((?<sum>#[0-9A-Fa-f]{2})| ?\[\d+ bytes omitted\]|$)|Packet received: (?<got>.*?)(?<cut> ?\[\d+ bytes omitted\])?$|Notification received: (?<notice>.*)$"
        + @"|Bad checksum, sentsum=\w+, csum=\w+, buf=(?<bad>.*)$|(?<timeout>: Timed out)|(?<open>\] start_remote(_1)?: enter)|(?<break>\] pass_ctrlc: enter)"
        + @"|(?<ack>Received Ack|(?<=\.\.\.)Ack)|(?<nak>Received Nak|(?<=\.\.\.)Nak)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Happening();

    [GeneratedRegex(@"^(?<seconds>\d{1,12}\.\d{1,9}) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Time();
}
