using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;

namespace RspDebug.DebugAdapter.Tests.LinkAnalysis;

/// <summary>Each fault planted into a session is named right, and a session without one is left in peace: link-faults.txt.</summary>
[TestFixture]
public sealed class LinkFaultTests
{
    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            string[] lines = [.. File.ReadLines(Path.Combine(RspDebug.Testing.FixtureFiles.RepositoryRoot, "tests", "DebugAdapter.Tests", "LinkAnalysis", "link-faults.txt"))];
            for (int index = 0; index < lines.Length; index++)
            {
                if (!lines[index].StartsWith("== ", StringComparison.Ordinal)) continue;
                string[] head = lines[index][3..].Split(" | ");
                string[] script = [.. lines.Skip(index + 1).TakeWhile(static line => line.Length > 0)];
                yield return new TestCaseData(head[1], script).SetArgDisplayNames(head[0]);
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Analyse_Session_NamesTheFault(string expected, string[] script)
    {
        LinkSummary summary = LinkScript.Analyse(script);
        string[] rules = [.. summary.Findings.Where(static finding => finding.Severity > AuditSeverity.Note).Select(static finding => finding.Rule)];
        Assert.That(rules, Is.EquivalentTo(expected == "-" ? [] : expected.Split(' ')), string.Join('\n', summary.Findings.Select(static f => $"{f.Rule} {f.Line}: {f.Text}")));
    }

    [Test]
    public void Analyse_AFaultManyTimes_IsOneFindingWithItsCount()
    {
        string[] once = ["0.001 > {m0,4}", "0.002 < +$01020305#8a", "0.003 > -", "0.004 < {01020304}", "0.005 > +"];
        LinkSummary summary = LinkScript.Analyse(Enumerable.Repeat(once, 30).SelectMany(static lines => lines));
        Assert.That(summary.Findings, Has.Count.EqualTo(1));
        Assert.That(summary.Findings[0].Text, Is.EqualTo("The answer '01020305' was damaged. Byte 8 was 0x35 in place of 0x34. And 29 more like it (line 7, 12, 17, 22, 27, ...)."));
        Assert.That(summary.Retransmissions, Is.EqualTo(30));
    }

    // damaged | good | told
    [TestCase("0102034", "01020304", "Byte 7 of 8 was lost.")]
    [TestCase("010203", "01020304", "2 bytes from byte 7 on were lost.")]
    [TestCase("001020304", "01020304", "Byte 1 came twice.")]
    [TestCase("01020304x", "01020304", "1 bytes too many came behind byte 8.")]
    [TestCase("01020304", "01020304", "Its checksum was hit.")]
    [TestCase("01ff0304", "01020304", "Bytes 3 to 4 were changed.")]
    [TestCase("OK", "01020304", "")]
    public void Describe_TwoPayloads_TellsTheDifference(string damaged, string good, string told) =>
        Assert.That(Damage.Describe(System.Text.Encoding.ASCII.GetBytes(damaged), System.Text.Encoding.ASCII.GetBytes(good)), Is.EqualTo(told));
}
