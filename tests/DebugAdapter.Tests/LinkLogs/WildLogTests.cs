using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.LinkLogs;

/// <summary>Exchanges from public issue threads: those that show a fault are named, the others are left in peace.</summary>
[TestFixture]
public sealed class WildLogTests
{
    // Most are pieces of sessions, cut off behind a request.
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["openocd-off-by-one"] = "off-by-one",
        ["pyocd-gdb-next-over-call"] = "one-sided",
        ["pyocd-annex-9plus"] = "handshake-not-rsp",
        ["stub-without-vCont"] = "unanswered",
        ["probers-rle-memorymap"] = "unanswered",
        ["gdbserver-rle"] = "unexpected-reply",
        ["bmp-attach-before-scan"] = "open-at-end",
        ["bmp-step-and-hwbp"] = "open-at-end",
        ["jlink-monitor-reset"] = "open-at-end",
        ["openocd-monitor-O-packets"] = "open-at-end",
        ["pyocd-T-response"] = "open-at-end",
        ["timeouts-xous"] = "open-at-end",
    };

    [Test]
    public void Analyse_WildLogs_NameTheFaultsThatAreThere()
    {
        using JsonDocument logs = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("rsp/wild-logs.json")));
        var found = new Dictionary<string, string>();
        foreach (JsonElement entry in logs.RootElement.GetProperty("entries").EnumerateArray())
        {
            string id = entry.GetProperty("id").GetString()!;
            LinkSummary summary = Analyse(entry);
            string rules = string.Join(' ', summary.Findings.Where(static f => f.Severity > AuditSeverity.Note).Select(static f => f.Rule).Order(StringComparer.Ordinal));
            foreach (AuditFinding f in summary.Findings.Where(static f => f.Severity > AuditSeverity.Note)) TestContext.Out.WriteLine($"{id} {f.Line}: {f.Rule}: {f.Text}");
            if (rules.Length > 0) found[id] = rules;
        }

        TestContext.Out.WriteLine(string.Join('\n', found.Select(static f => $"[\"{f.Key}\"] = \"{f.Value}\",")));
        Assert.That(found, Is.EquivalentTo(Expected));
    }

    private static LinkSummary Analyse(JsonElement entry)
    {
        var analyser = new LinkAnalyser();
        int line = 0;
        foreach (JsonElement happening in entry.GetProperty("events").EnumerateArray())
        {
            string direction = happening.GetProperty("dir").GetString()!, raw = happening.GetProperty("raw").GetString()!;
            if (direction == "note") continue;
            bool isFramed = !happening.TryGetProperty("framed", out JsonElement framed) || framed.GetBoolean();
            bool isCut = !isFramed && raw.StartsWith('$');
            bool isLossy = isCut || happening.TryGetProperty("truncated", out _) || (happening.TryGetProperty("log_lossy", out JsonElement lossy) && lossy.GetBoolean()) || raw.Contains("<binary-data", StringComparison.Ordinal) || happening.TryGetProperty("pasted", out _);
            LinkRecordKind kind = isLossy ? LinkRecordKind.OpaquePacket : isFramed || raw is "+" or "-" or "9+" ? LinkRecordKind.Bytes : LinkRecordKind.Packet;
            analyser.Push(new LinkRecord(++line, null, direction == "c>s" ? LinkDirection.ToStub : LinkDirection.ToClient, kind, Encoding.Latin1.GetBytes(isCut ? raw[1..] : raw)));
        }

        return analyser.Finish((entry.GetProperty("id").GetString()!, "wild"));
    }
}
