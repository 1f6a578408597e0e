using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Wireshark's "Follow TCP stream" saved as hex dump or raw, and <c>tshark -q -z follow,tcp,hex,N</c>: the other end is indented.</summary>
internal sealed partial class FollowedStream : LinkLogFormat
{
    private const int BytesOfALine = 16;

    public override string Name => "wireshark";

    public override string Description => "Wireshark: Follow TCP stream as hex dump; tshark -q -z follow,tcp,hex,0";

    public override int Weigh(string line) => Heading().IsMatch(line) ? 1000 : Dump().Match(line) is { Success: true } match && match.Groups["indent"].Length > 0 ? 3 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        List<LinkRecord> records = [.. Pieces(lines)];
        // The first end is the one that connected; should a dump have it the other way round, requests tell.
        bool isTurned = records.FirstOrDefault(static record => Request().IsMatch(System.Text.Encoding.Latin1.GetString(record.Data.Span))) is { Data.IsEmpty: false, Direction: LinkDirection.ToClient };
        foreach (LinkRecord record in records)
            yield return isTurned ? record with { Direction = record.Direction == LinkDirection.ToStub ? LinkDirection.ToClient : LinkDirection.ToStub } : record;
    }

    private static IEnumerable<LinkRecord> Pieces(IEnumerable<LogLine> lines)
    {
        var piece = new List<byte>();
        LinkDirection direction = LinkDirection.ToStub;
        int number = 0;
        foreach (LogLine line in lines)
        {
            Match match = Dump().Match(line.Text);
            bool isDump = match.Success;
            if (!isDump) match = Raw().Match(line.Text);
            byte[]? bytes = match.Success ? LogText.Hex(match.Groups["bytes"].Value.Replace(" ", "", StringComparison.Ordinal)) : null;
            if (bytes is null) continue;
            LinkDirection from = match.Groups["indent"].Length > 0 ? LinkDirection.ToClient : LinkDirection.ToStub;
            if (piece.Count > 0 && (from != direction || !isDump || piece.Count % BytesOfALine != 0))
            {
                yield return new LinkRecord(number, null, direction, LinkRecordKind.Bytes, piece.ToArray());
                piece.Clear();
            }

            if (piece.Count == 0) number = line.Number;
            direction = from;
            piece.AddRange(bytes);
        }

        if (piece.Count > 0) yield return new LinkRecord(number, null, direction, LinkRecordKind.Bytes, piece.ToArray());
    }

    [GeneratedRegex("^(Follow: tcp,|Node 0: )", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex("^(?<indent>\\t|    )?[0-9A-Fa-f]{8}  (?<bytes>[0-9A-Fa-f]{2}( {1,2}[0-9A-Fa-f]{2}){0,15})( {2,}|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Dump();

    [GeneratedRegex("^(?<indent>\\t)?(?<bytes>([0-9A-Fa-f]{2})+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Raw();

    [GeneratedRegex(@"\$(q[A-Z]|Q[A-Z]|v[A-Z]|\?#|H[gc]|m[0-9a-f]+,|g#)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Request();
}
