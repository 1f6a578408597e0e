using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>gdb's <c>set remotelogfile</c>: <c>w </c> and <c>r </c> before what was written and read, no times.</summary>
/// <remarks>gdb's serial.c: a line ends where the direction changes; bytes as C writes them, or in hexadecimal after <c>set remotelogbase hex</c>.</remarks>
internal sealed partial class GdbRemoteLog : LinkLogFormat
{
    public override string Name => "gdb";

    public override string Description => "gdb: set remotelogfile FILE";

    public override int Weigh(string line) => line.Length > 2 && line[0] is 'w' or 'r' && line.Length > 2 && line[1] == ' ' && IsLink(line.AsSpan(2)) ? 2 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        foreach (LogLine line in lines)
        {
            if (line.Text.Length < 3 || line.Text[0] is not ('w' or 'r') || line.Text[1] != ' ') continue;
            LinkDirection direction = line.Text[0] == 'w' ? LinkDirection.ToStub : LinkDirection.ToClient;
            int start = 2;
            foreach (Match happening in Happening().Matches(line.Text, 2).Concat([Match.Empty]))
            {
                int end = happening.Success ? happening.Index : line.Text.Length;
                if (end > start) yield return new LinkRecord(line.Number, null, direction, LinkRecordKind.Bytes, Decode(line.Text.AsSpan(start, end - start)));
                if (!happening.Success) break;
                start = happening.Index + happening.Length;
                LinkRecordKind? kind = KindOf(happening);
                if (kind is { } told) yield return new LinkRecord(line.Number, null, direction, told, LogText.Bytes(happening.Value));
            }
        }
    }

    // gdb polls with a limit of 0 seconds while the target runs: nobody waited in vain.
    private static LinkRecordKind? KindOf(Match happening) => happening.Groups["seconds"] is { Success: true } seconds
        ? seconds.Value == "0" ? null : LinkRecordKind.Timeout
        : happening.Value.StartsWith("<Eof", StringComparison.Ordinal) ? LinkRecordKind.Closed : LinkRecordKind.Note;

    private static byte[] Decode(ReadOnlySpan<char> text) => LogText.Hex(text) is { } hex && hex.AsSpan().ContainsAny("$+-"u8) ? hex : LogText.Unescape(text, hasNames: true);

    private static bool IsLink(ReadOnlySpan<char> text) =>
        text[0] is '+' or '-' or '$' or '%' || text.StartsWith("\\x03") || text.StartsWith("<Timeout: ") || text.StartsWith("<Eof>") || (LogText.Hex(text) is { } hex && hex[0] is (byte)'+' or (byte)'$');

    [GeneratedRegex(@"<Timeout: (?<seconds>\d+) seconds>|<Eof>|<Error: [^>]*>|<Break>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Happening();
}
