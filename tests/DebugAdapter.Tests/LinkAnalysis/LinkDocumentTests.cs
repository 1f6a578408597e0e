using System.Reflection;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.LinkAnalysis;

/// <summary>docs/link.md lists the rules as they are.</summary>
[TestFixture]
public sealed class LinkDocumentTests
{
    private static IEnumerable<LinkRule> Rules => typeof(LinkRule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static rule => (LinkRule)rule.GetValue(null)!);

    [Test]
    public void Page_Rules_AreAllListedWithTheirSeverity()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(FixtureFiles.RepositoryRoot, "docs", "link.md")).Where(static line => line.StartsWith("| `", StringComparison.Ordinal))];
        foreach (LinkRule rule in Rules)
        {
            string? row = Array.Find(rows, row => row.Split(" | ")[0].Contains($"`{rule.Name}`", StringComparison.Ordinal));
            Assert.That(row?.Split(" | ")[1], Is.EqualTo(rule.Severity.ToString().ToLowerInvariant()), rule.Name);
        }
    }

    [Test]
    public void Rules_Names_AreUnique() => Assert.That(Rules.Select(static rule => rule.Name), Is.Unique);
}
