using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Launch;

/// <summary>The documents that are made from the record are as it is. With RSP_DEBUG_UPDATE=1 they are written again.</summary>
public sealed class LaunchKeyDocumentsTests
{
    private const string Attributes = "\"configurationAttributes\": ";
    private static readonly bool Update = Environment.GetEnvironmentVariable("RSP_DEBUG_UPDATE") == "1";

    [Test]
    public void Table_InDocs_IsThatOfTheRecord() => AssertSame("docs/launch-keys.md", LaunchKeyTable.Write());

    [Test]
    public void Schema_OfTheExtension_IsThatOfTheRecord()
    {
        const string Path = "vscode-extension/package.json";
        string text = File.ReadAllText(FullPath(Path));
        int start = text.IndexOf(Attributes, StringComparison.Ordinal) + Attributes.Length;
        int indent = start - Attributes.Length - text.LastIndexOf('\n', start) - 1;
        AssertSame(Path, text[..start] + LaunchKeySchema.Write(indent) + text[(start + BlockLength(text[start..]))..]);
    }

    [Test]
    public void Schema_OfEveryKey_HasTypeAndDescription()
    {
        JsonObject launch = LaunchKeySchema.Properties("launch");
        Assert.That(launch, Has.Count.GreaterThan(50));
        Assert.That(launch.Where(static key => key.Value!["type"] is null || (string?)key.Value["description"] is not { Length: > 10 }), Is.Empty);
    }

    [Test]
    public void Keys_ServersNamed_AreServerKinds() => Assert.That(
        LaunchKey.All.SelectMany(static key => key.Attribute.Servers.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(),
        Is.SubsetOf(Enum.GetNames<ServerType>().Select(static name => name.ToLowerInvariant())));

    private static void AssertSame(string path, string expected)
    {
        if (Update) File.WriteAllText(FullPath(path), expected);
        Assert.That(File.ReadAllText(FullPath(path)), Is.EqualTo(expected), $"{path} differs from the record; RSP_DEBUG_UPDATE=1 writes it again");
    }

    private static string FullPath(string path) => System.IO.Path.Combine(FixtureFiles.RepositoryRoot, path);

    // From the opening brace to the closing one; braces in texts are left out.
    private static int BlockLength(string text)
    {
        int depth = 0;
        bool isText = false;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '"' && text[at - 1] != '\\') isText = !isText;
            if (isText) continue;
            if (text[at] == '{') depth++;
            if (text[at] == '}' && --depth == 0) return at + 1;
        }

        throw new InvalidDataException("package.json: configurationAttributes does not end.");
    }
}
