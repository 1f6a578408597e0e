using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Plain hex dumps (xxd, hexdump -C, one's own), with a mark of the direction before each line, or without.</summary>
internal sealed partial class HexDump : LinkLogFormat
{
    public override string Name => "hex";

    public override string Description => "hex dump, xxd or hexdump -C; lines may begin with > and <, -> and <-, TX and RX, w and r";

    public override int Weigh(string line) => Parse(line) is { Bytes.Length: > 0 } ? 1 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        var undirected = new PacketSplitter();
        foreach (LogLine line in lines)
        {
            if (Parse(line.Text) is not { Bytes.Length: > 0 } dump) continue;
            if (dump.Direction is { } direction) yield return new LinkRecord(line.Number, null, direction, LinkRecordKind.Bytes, dump.Bytes);
            else
            {
                foreach (LinkRecord record in undirected.Push(line.Number, dump.Bytes)) yield return record;
            }
        }

        foreach (LinkRecord record in undirected.Finish()) yield return record;
    }

    private static (LinkDirection? Direction, byte[] Bytes)? Parse(string line)
    {
        if (Line().Match(line) is not { Success: true } match) return null;
        string text = match.Groups["rest"].Value;
        bool hasOffset = match.Groups["offset"].Success;
        // The text column: behind "|" (hexdump -C), two spaces (xxd), three (Wireshark, whose middle has two).
        int end = text.IndexOf('|', StringComparison.Ordinal);
        if (end < 0 && hasOffset) end = text.IndexOf(match.Groups["offset"].Value.EndsWith(':') ? "  " : "   ", StringComparison.Ordinal);
        if (end >= 0) text = text[..end];
        var bytes = new List<byte>();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (LogText.Hex(word) is not { } hex) return bytes.Count > 0 && hasOffset ? (DirectionOf(match), [.. bytes]) : null;
            bytes.AddRange(hex);
        }

        return (DirectionOf(match), [.. bytes]);
    }

    private static LinkDirection? DirectionOf(Match match) => match.Groups["mark"].Value.ToLowerInvariant() switch
    {
        ">" or "->" or "tx" or "w" => LinkDirection.ToStub,
        "<" or "<-" or "rx" or "r" => LinkDirection.ToClient,
        _ => null,
    };

    [GeneratedRegex("^\\s*((?<mark>->|<-|>|<|TX|RX|tx|rx|w|r)[: ]\\s*)?((?<offset>[0-9A-Fa-f]{4,8}:|[0-9A-Fa-f]{4,8}(?=  ))\\s+)?(?<rest>[0-9A-Fa-f]{2}.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();
}
