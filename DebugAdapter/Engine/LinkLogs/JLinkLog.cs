using System.Globalization;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>SEGGER's GDB server with <c>-log FILE</c>: <c>00-</c> from gdb, <c>01-</c> to gdb, milliseconds, and the length in hexadecimal.</summary>
/// <remarks>Form taken from public logs (V7.50, V7.7): <c>KIND-THREAD-00-MILLISECONDS-LENGTH: text</c>. No J-Link was at hand.</remarks>
internal sealed partial class JLinkLog : LinkLogFormat
{
    public override string Name => "jlink";

    public override string Description => "J-Link GDB Server: -log FILE";

    public override int Weigh(string line) => Header().IsMatch(line) ? 3 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        Match? open = null;
        string text = "";
        int number = 0, missing = 0;
        foreach (LogLine line in lines)
        {
            if (open is not null && missing > 0 && !Header().IsMatch(line.Text))
            {
                // A text may run over several lines; its length tells where it ends.
                text += "\n" + line.Text;
                missing -= line.Text.Length + 1;
                continue;
            }

            if (Make(open, text, number) is { } record) yield return record;
            open = Header().Match(line.Text) is { Success: true } header ? header : null;
            if (open is null) continue;
            (text, number) = (open.Groups["text"].Value, line.Number);
            missing = int.Parse(open.Groups["length"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) - text.Length;
        }

        if (Make(open, text, number) is { } last) yield return last;
    }

    private static LinkRecord? Make(Match? header, string text, int number)
    {
        if (header is null) return null;
        int length = int.Parse(header.Groups["length"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (text.Length > length) text = text[..length];
        TimeSpan? time = long.TryParse(header.Groups["ms"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long ms) ? TimeSpan.FromMilliseconds(ms) : null;
        return header.Groups["kind"].Value switch
        {
            "00" => new LinkRecord(number, time, LinkDirection.ToStub, LinkRecordKind.Bytes, LogText.Bytes(text)),
            "01" => new LinkRecord(number, time, LinkDirection.ToClient, LinkRecordKind.Bytes, LogText.Bytes(text)),
            _ when text.Contains("connection closed", StringComparison.OrdinalIgnoreCase) => new LinkRecord(number, time, LinkDirection.ToStub, LinkRecordKind.Closed, LogText.Bytes(text.Trim())),
            _ when text.StartsWith("ERROR", StringComparison.OrdinalIgnoreCase) || text.StartsWith("WARNING", StringComparison.OrdinalIgnoreCase) =>
                new LinkRecord(number, time, LinkDirection.ToClient, LinkRecordKind.Note, LogText.Bytes(text.Trim())),
            _ => null,
        };
    }

    [GeneratedRegex("^(?<kind>0[0-9])-[0-9A-Fa-f]{8}-[0-9A-Fa-f]{2}-(?<ms>[0-9A-Fa-f]{8})-(?<length>[0-9A-Fa-f]{4}): ?(?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Header();
}
