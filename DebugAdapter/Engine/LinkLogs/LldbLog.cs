using System.Globalization;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>LLDB's <c>log enable gdb-remote packets</c>: <c>&lt;  19&gt; send packet: $...#cs</c>, times by <c>-T</c>.</summary>
internal sealed partial class LldbLog : LinkLogFormat
{
    public override string Name => "lldb";

    public override string Description => "LLDB: log enable -T -f FILE gdb-remote packets";

    public override int Weigh(string line) => Line().IsMatch(line) ? 3 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        foreach (LogLine line in lines)
        {
            if (Line().Match(line.Text) is not { Success: true } match) continue;
            TimeSpan? time = Time().Match(line.Text) is { Success: true } told ? TimeSpan.FromSeconds(double.Parse(told.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture)) : null;
            LinkDirection direction = match.Groups["way"].Value == "send" ? LinkDirection.ToStub : LinkDirection.ToClient;
            yield return new LinkRecord(line.Number, time, direction, LinkRecordKind.Bytes, LogText.Unescape(match.Groups["text"].ValueSpan, hasNames: false));
        }
    }

    // Not one expression with a ".*?" in front: a long line without a packet would be gone through once for each of its letters.
    [GeneratedRegex(@"<\s{0,9}\d{1,9}> (?<way>send|read) packet: (?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\s*(?<seconds>\d{1,11}\.\d{1,9}) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Time();
}
