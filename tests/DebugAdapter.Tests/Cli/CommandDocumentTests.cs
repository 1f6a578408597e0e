using System.CommandLine;
using RspDebug.DebugAdapter.Cli;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Cli;

/// <summary>docs/commands.md names every verb and every option, and no verb that does not exist.</summary>
[TestFixture]
public sealed class CommandDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(FixtureFiles.RepositoryRoot, "docs", "commands.md"));

    [Test]
    public void Page_Headings_AreTheVerbs()
    {
        IEnumerable<string> headings = Page.Split('\n').Where(line => line.StartsWith("## `", StringComparison.Ordinal)).Select(line => line[4..^1]);
        Assert.That(headings, Is.EquivalentTo(CommandLine.BuildRoot().Subcommands.Select(verb => verb.Name)));
    }

    [Test]
    public void Page_Options_AreAllNamed()
    {
        foreach (string name in OptionsOf(CommandLine.BuildRoot()).Select(option => option.Name).Where(name => name is not "--version" and not "--help"))
            Assert.That(Page, Does.Contain($"`{name}"), name);
    }

    private static IEnumerable<Option> OptionsOf(Command command) => command.Options.Concat(command.Subcommands.SelectMany(OptionsOf));
}
