using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Tests.Unwind.Ehabi;
using RspDebug.Dwarf.Unwind.Ehabi;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>Exception tables of files that no linker has seen, against <c>readelf -u</c>: each section of code has its own, and relocations tell where what is.</summary>
public sealed class MemberExceptionTableTests
{
    private static IEnumerable<string> Archives => Corpus.IsLong ? TargetLibrary.Names : ["libsupc++.a"];

    [Test]
    public void Entries_ObjectOfFixtures_EqualReadelf() => AssertEqual("arm-dwarf4.o", File.ReadAllBytes(FixtureFiles.PathOf("dwarf/split/arm-dwarf4.o")), ExternalTool.Run("readelf", "-u", FixtureFiles.PathOf("dwarf/split/arm-dwarf4.o")));

    [TestCaseSource(nameof(Archives))]
    public void Entries_EveryMemberOfLibrary_EqualReadelf(string name)
    {
        string path = TargetLibrary.PathOf(name);
        // For each member a line "File: ARCHIVE(MEMBER)".
        string[] dumps = ExternalTool.Run("readelf", "-u", path).Split($"File: {path}(")[1..];
        List<(string Name, ReadOnlyMemory<byte> Bytes)> members = [.. ArchiveMembers.Read(File.ReadAllBytes(path))];
        Assert.That(dumps.Select(dump => dump[..dump.IndexOf(")\n", StringComparison.Ordinal)]), Is.EqualTo(members.Select(member => member.Name)));
        int entries = 0;
        for (int i = 0; i < dumps.Length; i++) entries += AssertEqual(members[i].Name, members[i].Bytes, dumps[i]);
        TestContext.Out.WriteLine($"{name}: {entries} entries of {members.Count} members");
        // What is C alone was built without.
        Assert.That(entries, name.Contains("++", StringComparison.Ordinal) ? Is.GreaterThan(members.Count) : Is.GreaterThanOrEqualTo(0));
    }

    private static int AssertEqual(string name, ReadOnlyMemory<byte> file, string readelf)
    {
        List<string> ours = EhabiOracleTests.Entries(EhabiTable.LoadAll(ElfImage.Load(file, name)));
        Assert.That(ours, Is.EqualTo(EhabiOracleTests.Entries(readelf)), name);
        return ours.Count;
    }
}
