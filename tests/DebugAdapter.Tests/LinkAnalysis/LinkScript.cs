using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.RspClient.Framing;

namespace RspDebug.DebugAdapter.Tests.LinkAnalysis;

/// <summary>What passes over a link, written as text: <c>0.001 &lt; +{OK}</c>.</summary>
internal static partial class LinkScript
{
    /// <summary>The entries of a script.</summary>
    public static IEnumerable<LinkRecord> Parse(IEnumerable<string> lines)
    {
        int number = 0;
        foreach (string line in lines)
        {
            string[] parts = line.Split(' ', 3);
            TimeSpan time = TimeSpan.FromSeconds(double.Parse(parts[0], CultureInfo.InvariantCulture));
            LinkDirection direction = parts[1] == "<" || parts[2].EndsWith("server", StringComparison.Ordinal) ? LinkDirection.ToClient : LinkDirection.ToStub;
            if (parts[1] == ".")
                yield return new LinkRecord(++number, time, direction, parts[2] == "connected" ? LinkRecordKind.Opened : LinkRecordKind.Closed, default);
            else
                yield return new LinkRecord(++number, time, direction, LinkRecordKind.Bytes, Bytes(parts[2]));
        }
    }

    /// <summary>Analyses a script.</summary>
    public static LinkSummary Analyse(IEnumerable<string> lines)
    {
        var analyser = new LinkAnalyser();
        foreach (LinkRecord record in Parse(lines)) analyser.Push(record);
        return analyser.Finish(("script", "script"));
    }

    /// <summary>The bytes of a text with <c>{packets}</c>.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        int start = 0;
        foreach (Match packet in Packet().Matches(text))
        {
            bytes.AddRange(LogText.Unescape(text.AsSpan(start, packet.Index - start), hasNames: false));
            bytes.AddRange(Frame(LogText.Unescape(packet.Groups["payload"].Value, hasNames: false)));
            start = packet.Index + packet.Length;
        }

        bytes.AddRange(LogText.Unescape(text.AsSpan(start), hasNames: false));
        return [.. bytes];
    }

    private static byte[] Frame(byte[] payload)
    {
        var writer = new PacketWriter();
        writer.Begin().Binary(payload);
        return writer.End().ToArray();
    }

    // A packet ends at the last brace before the next one begins, so that its text may hold "}".
    [GeneratedRegex(@"\{(?<payload>.*?)\}(?=\{|\+|-|\$|$)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Packet();
}
