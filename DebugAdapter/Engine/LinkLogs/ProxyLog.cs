using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>What <c>rsp-debug rsp proxy --record</c> writes: a line for each piece that came, with seconds, byte exact.</summary>
internal sealed partial class ProxyLog : LinkLogFormat
{
    /// <summary>First line of such a file.</summary>
    public const string Header = "# rsp-debug proxy log 1";

    public override string Name => "proxy";

    public override string Description => "rsp-debug rsp proxy --record FILE";

    public override int Weigh(string line) => line.StartsWith(Header, StringComparison.Ordinal) ? 100_000 : 0;

    public override IEnumerable<LinkRecord> Read(IEnumerable<LogLine> lines)
    {
        foreach (LogLine line in lines)
        {
            if (Line().Match(line.Text) is not { Success: true } match) continue;
            TimeSpan time = TimeSpan.FromSeconds(double.Parse(match.Groups["time"].ValueSpan, CultureInfo.InvariantCulture));
            string text = match.Groups["text"].Value;
            if (match.Groups["way"].Value == "--")
            {
                bool isEnd = text.StartsWith("closed", StringComparison.Ordinal);
                LinkDirection by = text.StartsWith("closed by the server", StringComparison.Ordinal) ? LinkDirection.ToClient : LinkDirection.ToStub;
                if (isEnd) yield return new LinkRecord(line.Number, time, by, LinkRecordKind.Closed, LogText.Bytes(text));
                else if (text.StartsWith("connected", StringComparison.Ordinal)) yield return new LinkRecord(line.Number, time, LinkDirection.ToStub, LinkRecordKind.Opened, default);
                continue;
            }

            LinkDirection direction = match.Groups["way"].Value == "->" ? LinkDirection.ToStub : LinkDirection.ToClient;
            yield return new LinkRecord(line.Number, time, direction, LinkRecordKind.Bytes, LogText.Unescape(text, hasNames: true));
        }
    }

    /// <summary>The line of a piece.</summary>
    public static string Format(TimeSpan time, LinkDirection direction, ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + 24);
        text.Append(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000000} {(direction == LinkDirection.ToStub ? "->" : "<-")} ");
        LogText.AppendEscaped(text, bytes);
        return text.ToString();
    }

    /// <summary>The line of a happening, such as the end of the connection.</summary>
    public static string Format(TimeSpan time, string happening) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000000} -- {happening}");

    [GeneratedRegex("^(?<time>[0-9]{1,9}\\.[0-9]{6}) (?<way>->|<-|--) (?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();
}
