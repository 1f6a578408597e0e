using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>Files of many machines, compilers and years that others made to test their tools with, and the members of the libraries of the target: read whole, and compared.</summary>
public sealed class ForeignFileTests
{
    private const string Dwarfdump = "llvm-dwarfdump-19";
    private static readonly string Elfutils = Path.Combine(Corpus.ThirdParty, "elfutils");

    private static IEnumerable<string> Files => !Corpus.IsLong ? [] : Directory.Exists(Elfutils) ? Directory.GetFiles(Elfutils).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : ["none"];

    private static IEnumerable<string> Archives => Corpus.IsLong ? TargetLibrary.Names : [];

    private static IEnumerable<string> Fixtures => new[] { "dwarf", "dwarf/split" }.SelectMany(folder => Directory.GetFiles(FixtureFiles.PathOf(folder))).Where(path => Path.GetExtension(path) is ".elf" or ".o").Select(path => Path.GetRelativePath(FixtureFiles.PathOf("dwarf"), path)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Fixtures))]
    public void Read_Fixture_EqualsDwarfdump(string name) => Check($"dwarf/{name}", Compare(FixtureFiles.PathOf($"dwarf/{name}"), name));

    [TestCaseSource(nameof(Files))]
    public void Read_FileOfElfutils_EqualsDwarfdumpOrIsRefused(string name)
    {
        string path = Path.Combine(Elfutils, name);
        if (!File.Exists(path)) Assert.Ignore($"no files of elfutils in {Elfutils}: tests/Fixtures/corpora/fetch.sh gets them");
        List<(string Name, ReadOnlyMemory<byte> Bytes)> members = [.. ArchiveMembers.Read(File.ReadAllBytes(path))];
        if (members.Count > 0) CompareMembers($"elfutils/{name}", members);
        else Check($"elfutils/{name}", Compare(path, name));
    }

    [TestCaseSource(nameof(Archives))]
    public void Read_MembersOfLibrary_EqualDwarfdump(string name)
    {
        string path = TargetLibrary.PathOf(name);
        CompareMembers(name, [.. ArchiveMembers.Read(File.ReadAllBytes(path))]);
    }

    private static void CompareMembers(string name, List<(string Name, ReadOnlyMemory<byte> Bytes)> members)
    {
        List<(string, string)> differences = [];
        (int dies, int rows) = (0, 0);
        string path = Path.GetTempFileName();
        try
        {
            foreach ((string member, ReadOnlyMemory<byte> bytes) in members)
            {
                File.WriteAllBytes(path, bytes.ToArray());
                FileComparison comparison = Compare(path, member);
                (dies, rows) = (dies + comparison.Dies, rows + comparison.Rows);
                differences.AddRange(comparison.Differences.Select(text => (member, text)));
            }
        }
        finally
        {
            File.Delete(path);
        }
        TestContext.Out.WriteLine($"{name}: {members.Count} members, {dies} DIEs and {rows} rows compared");
        KnownDifferences.Check(name, Dwarfdump, differences.ToLookup(d => d.Item1, d => d.Item2));
        Assert.That(members, Is.Not.Empty);
    }

    private static FileComparison Compare(string path, string name)
    {
        FileComparison comparison = new();
        try
        {
            comparison.Run(path);
        }
        catch (ElfFormatException e)
        {
            TestContext.Out.WriteLine($"{name}: refused: {e.Message}");
        }
        return comparison;
    }

    private static void Check(string name, FileComparison comparison)
    {
        TestContext.Out.WriteLine($"{name}: {comparison.Dies} DIEs and {comparison.Rows} rows compared");
        KnownDifferences.Check(name, Dwarfdump, comparison.Differences.ToLookup(_ => "*"));
    }
}
