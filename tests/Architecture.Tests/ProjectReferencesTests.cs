using System.Xml.Linq;

namespace RspDebug.Architecture.Tests;

public sealed class ProjectReferencesTests
{
    // project | the projects it may reference | the packages it may reference
    private const string Allowed = """
        Dwarf         |                                          |
        Swo           |                                          |
        RspClient     |                                          |
        RspServer     |                                          |
        VirtualBoard  | RspServer                                |
        DebugAdapter  | Dwarf RspClient RspServer Swo VirtualBoard | Gee.External.Capstone Serilog Serilog.Sinks.Console Serilog.Sinks.File Spectre.Console System.CommandLine
        """;

    private static readonly string[] ForAll = ["Roslynator.Analyzers", "Meziantou.Analyzer"];

    private static IEnumerable<TestCaseData> Projects() => Allowed.Split('\n').Select(static line =>
    {
        string[] cells = [.. line.Split('|').Select(static cell => cell.Trim())];
        return new TestCaseData(cells[0], cells[1].Split(' '), cells[2].Split(' ')).SetArgDisplayNames(cells[0]);
    });

    [TestCaseSource(nameof(Projects))]
    public void References_OfAProject_AreThoseOfTheLayers(string project, string[] projects, string[] packages)
    {
        XDocument file = XDocument.Load(SourceTree.FullPath($"{project}/{project}.csproj"));
        IEnumerable<string> referenced = file.Descendants("ProjectReference").Select(static reference =>
            Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Multiple(() =>
        {
            Assert.That(referenced.Except(projects), Is.Empty, $"{project} must not know these projects");
            Assert.That(Includes(file, "PackageReference").Except(packages).Except(ForAll), Is.Empty, $"{project} must not use these packages");
        });
    }

    [Test]
    public void Projects_AllOfThem_HaveARuleAndAreInTheSolution()
    {
        string solution = File.ReadAllText(SourceTree.FullPath("Debugger.sln"));
        string[] ruled = [.. Allowed.Split('\n').Select(static line => line.Split('|')[0].Trim())];
        Assert.Multiple(() =>
        {
            foreach (string path in SourceTree.WithEnding(".csproj"))
            {
                Assert.That(solution.Replace('\\', '/'), Does.Contain(path), path);
                if (!path.StartsWith("tests/", StringComparison.Ordinal)) Assert.That(ruled, Does.Contain(Path.GetFileNameWithoutExtension(path)));
            }
        });
    }

    [Test]
    public void Packages_EachReference_HasItsVersionInTheCentralFileOnly() => Assert.Multiple(() =>
    {
        foreach (string path in SourceTree.WithEnding(".csproj"))
            foreach (XElement reference in XDocument.Load(SourceTree.FullPath(path)).Descendants("PackageReference"))
                Assert.That(reference.Attribute("Version"), Is.Null, $"{path}: {reference.Attribute("Include")?.Value}");
    });

    private static IEnumerable<string> Includes(XDocument file, string element) => file.Descendants(element).Select(static item => item.Attribute("Include")!.Value);
}
