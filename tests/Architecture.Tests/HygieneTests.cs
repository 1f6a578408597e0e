using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.Architecture.Tests;

public sealed partial class HygieneTests
{
    [Test]
    public void Files_Committed_NameNoMachineAndNoRegistry()
    {
        string[] ofThisMachine = [.. new[] { SourceTree.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }
            .Where(static folder => folder.Length > 1).Select(static folder => folder.TrimEnd('/') + "/")];
        Assert.That(
            SourceTree.Files.SelectMany(path =>
            {
                string text = Encoding.Latin1.GetString(File.ReadAllBytes(SourceTree.FullPath(path)));
                return Trace().Matches(text).Select(static match => match.Value).Concat(ofThisMachine.Where(NameFollows)).Select(trace => $"{path}: {trace}");

                // A list of such folders in a test is no trace; a name below one is.
                bool NameFollows(string folder) => text.IndexOf(folder, StringComparison.Ordinal) is >= 0 and var at
                    && at + folder.Length < text.Length && char.IsAsciiLetterOrDigit(text[at + folder.Length]);
            }),
            Is.Empty);
    }

    [Test]
    public void Comments_OfTheProduct_LeaveNothingForLater() => Assert.That(
        SourceTree.WithEnding(".cs").Where(static path => !path.StartsWith("tests/", StringComparison.Ordinal)
            && LeftOpen().IsMatch(File.ReadAllText(SourceTree.FullPath(path)))),
        Is.Empty);

    [Test]
    public void Catches_Broad_StandInTheDispatcherOnly() => Assert.That(
        SourceTree.WithEnding(".cs").Where(static path => !path.StartsWith("tests/", StringComparison.Ordinal) && path != "DebugAdapter/Dap/DapServer.cs"
            && BroadCatch().IsMatch(File.ReadAllText(SourceTree.FullPath(path)))),
        Is.Empty);

    [Test]
    public void PublicMembers_OfTheProduct_HaveDocumentation() => Assert.Multiple(() =>
    {
        Assert.That(File.ReadAllText(SourceTree.FullPath("Directory.Build.props")), Does.Contain("<GenerateDocumentationFile>true</GenerateDocumentationFile>"));
        foreach (string path in SourceTree.Files.Where(static path =>
            path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".props", StringComparison.Ordinal) || path == ".editorconfig"
            || (path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("tests/", StringComparison.Ordinal))))
        {
            Assert.That(MutedDocumentation().IsMatch(File.ReadAllText(SourceTree.FullPath(path))), Is.False, $"{path} mutes CS1591");
        }
    });

    [Test]
    public void Projects_OfTheProduct_HaveAReadmeOfOneScreen() => Assert.Multiple(() =>
    {
        foreach (string project in SourceTree.WithEnding(".csproj").Where(static path => !path.StartsWith("tests/", StringComparison.Ordinal)))
        {
            string readme = project.Split('/')[0] + "/README.md";
            Assert.That(SourceTree.Files, Does.Contain(readme));
            if (SourceTree.Files.Contains(readme)) Assert.That(File.ReadLines(SourceTree.FullPath(readme)).Count(), Is.InRange(5, 80), readme);
        }
    });

    [Test]
    public void Links_OfTheDocuments_LeadToFiles() => Assert.Multiple(() =>
    {
        foreach (string document in SourceTree.WithEnding(".md"))
        {
            string folder = Path.GetDirectoryName(SourceTree.FullPath(document))!;
            foreach (Match link in Link().Matches(File.ReadAllText(SourceTree.FullPath(document))))
            {
                string target = Path.Combine(folder, link.Groups["path"].Value);
                Assert.That(File.Exists(target) || Directory.Exists(target), Is.True, $"{document}: {link.Value}");
            }
        }
    });

    // A folder of a build machine with a name below it, or a host that packages come from.
    [GeneratedRegex(@"[\s""'(=:\0]/(root|work)/[A-Za-z0-9][\w.-]*|api\.nuget[.]org|registry\.npmjs[.]org|deb\.debian[.]org", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Trace();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedException", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LeftOpen();

    // Not Tcl's `[catch {`, which stands in the script that is generated for OpenOCD.
    [GeneratedRegex(@"(?<!\[)catch\s*(\{|\(\s*(System\.)?Exception(\s+\w+)?\s*\)\s*(\{|when\s*\(!))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex BroadCatch();

    [GeneratedRegex(@"(NoWarn>|pragma warning disable|dotnet_diagnostic\.)[^\n]*CS1591", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MutedDocumentation();

    [GeneratedRegex(@"\]\((?<path>(?![a-z]+:|#)[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();
}
