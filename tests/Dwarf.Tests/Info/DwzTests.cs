using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Tests.Corpora;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>Images that <c>dwz</c> made smaller, against the same images before, which other tests compare with gdb and llvm-symbolizer.</summary>
public sealed class DwzTests
{
    private const string Folder = "dwarf/dwz";
    private const string Supplemented = "gnu-gcc-Og-dwarf4", Supplement = "gnu.sup";

    private static IEnumerable<string> Images => Directory.GetFiles(FixtureFiles.PathOf(Folder), "*.elf").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Images))]
    public void Answers_EveryAddress_EqualThoseBefore(string name)
    {
        (DebugInfo dwz, DebugInfo before) = Load(name);
        List<ulong> addresses = SymbolAnswers.CodeAddresses(before.Image);

        Assert.That(addresses, Has.Count.GreaterThan(100));
        foreach (CodeAddress pc in addresses.Select(a => new CodeAddress(a))) Assert.That(AllAnswers.At(dwz, pc), Is.EqualTo(AllAnswers.At(before, pc)), pc.ToString());
        Assert.That(dwz.Diagnostics, Is.Empty);
    }

    [TestCaseSource(nameof(Images))]
    public void Answers_EveryName_EqualThoseBefore(string name)
    {
        (DebugInfo dwz, DebugInfo before) = Load(name);
        SortedSet<string> names = AllAnswers.NamesOf(before);
        CompilationUnit?[] scopes = [null, .. AllAnswers.UnitsOf(before)], scopesOfDwz = [null, .. AllAnswers.UnitsOf(dwz)];

        Assert.That(names, Has.Count.GreaterThan(40));
        foreach (string asked in names)
        {
            foreach ((CompilationUnit? scope, CompilationUnit? expected) in scopesOfDwz.Zip(scopes)) Assert.That(AllAnswers.Of(dwz, asked, scope), Is.EqualTo(AllAnswers.Of(before, asked, expected)), $"{asked} in {expected?.Name}");
        }
        Assert.That(dwz.Diagnostics, Is.Empty);
    }

    [TestCaseSource(nameof(Images))]
    public void Units_WithTheirFiles_EqualThoseBefore(string name)
    {
        (DebugInfo dwz, DebugInfo before) = Load(name);

        Assert.That(dwz.Units.Any(unit => unit.IsPartial) || dwz.Supplement is not null, Is.True);
        Assert.That(AllAnswers.UnitsOf(dwz).Select(unit => AllAnswers.Of(dwz, unit)), Is.EqualTo(AllAnswers.UnitsOf(before).Select(unit => AllAnswers.Of(before, unit))));
        Assert.That(dwz.GetSourceFiles().Select(file => file.Path).Order(), Is.EqualTo(before.GetSourceFiles().Select(file => file.Path).Order()));
        Assert.That(AllAnswers.Breakpoints(dwz), Is.EqualTo(AllAnswers.Breakpoints(before)));
        Assert.That(dwz.Diagnostics, Is.Empty);
    }

    [Test]
    public void FindType_SupplementaryFileMissing_SaysSoAndTellsTheRest()
    {
        DebugInfo info = DebugInfo.Load(ImageOf(Supplemented));

        AssertRest(info);
        Assert.That(info.FindType("device_t"), Is.Null);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain($"'{Supplement}' (build id {BuildIdOf(Supplement)}), which was not found").And.Contain($"beside the image"));
    }

    [Test]
    public void FindType_SupplementaryFileOfAnotherRun_IsRefused()
    {
        DebugInfo info = LoadWith(FixtureFiles.Read($"{Folder}/sup.sup"));

        AssertRest(info);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain($"'companion' has the build id {BuildIdOf("sup.sup")}").And.Contain($"asks for {BuildIdOf(Supplement)}").And.Contain("another build"));
    }

    [Test]
    public void FindType_SupplementaryFileIsNoElfFile_IsSaid()
    {
        DebugInfo info = LoadWith("no image"u8.ToArray());

        AssertRest(info);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain($"'{Supplement}', which cannot be read").And.Contain("Not an ELF file"));
    }

    /// <summary>One that names a file itself, be it the very same, is read as far as it goes.</summary>
    [TestCase("common.sup")]
    [TestCase("third.sup")]
    public void FindType_SupplementaryFileNamesAnother_IsReadAsFarAsItGoes(string other)
    {
        DwarfAssembler image = new(), file = new();
        image.Section(".debug_sup").U16(5).U8(0).Text("common.sup").Uleb(2).Hex("0102");
        image.Section(".debug_abbrev").Label("a").Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(0).Uleb(0)
            .Uleb(2).Uleb(DwTag.ImportedUnit).U8(0).Uleb(DwAt.Import).Uleb(DwForm.RefSup4).Uleb(0).Uleb(0)
            .Uleb(3).Uleb(DwTag.Variable).U8(0).Uleb(DwAt.Name).Uleb(DwForm.StrpSup).Uleb(DwAt.Type).Uleb(DwForm.RefSup8).Uleb(DwAt.ConstValue).Uleb(DwForm.Data1).Uleb(0).Uleb(0).Uleb(0);
        // Of the file: 0x0c is the unit, 0x0d a type whose parts would be in a third file, 0x16 a whole one.
        image.Section(".debug_info").Unit(u => u.U16(5).U8((int)DwUt.Compile).U8(4).OffsetOf("a").Uleb(1).Uleb(2).U32(0x0c).Uleb(3).U32(0).U64(0x16).U8(7).Uleb(3).U32(4).U64(0x0d).U8(8).Uleb(0));
        file.Section(".debug_sup").U16(5).U8(1).Text("").Uleb(2).Hex("0102");
        file.Section(".gnu_debugaltlink").Text(other).Hex("0102");
        file.Section(".debug_str").Text("one").Text("two");
        file.Section(".debug_abbrev").Label("a").Uleb(1).Uleb(DwTag.PartialUnit).U8(1).Uleb(0).Uleb(0)
            .Uleb(2).Uleb(DwTag.Typedef).U8(0).Uleb(DwAt.Name).Uleb(DwForm.GNUStrpAlt).Uleb(DwAt.Type).Uleb(DwForm.GNURefAlt).Uleb(0).Uleb(0)
            .Uleb(3).Uleb(DwTag.BaseType).U8(0).Uleb(DwAt.Name).Uleb(DwForm.Strp).Uleb(DwAt.ByteSize).Uleb(DwForm.Data1).Uleb(0).Uleb(0).Uleb(0);
        file.Section(".debug_info").Unit(u => u.U16(5).U8((int)DwUt.Partial).U8(4).OffsetOf("a").Uleb(1).Uleb(2).U32(0).U32(0x16).Uleb(3).U32(0).U8(2).Uleb(0));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(image.Build(), "image"), new OneFile(file.Build()));

        Assert.That(info.FindVariable("one")?.Type.ToString(), Is.EqualTo("one"));
        Assert.That(info.FindVariable("one")?.Type.SizeInBytes, Is.EqualTo(2));
        Assert.That(info.FindVariable("two")?.Type.Name, Is.EqualTo("(moved by dwz)"));
        Assert.That(info.FindVariable("two")?.Type.Stripped.Name, Is.EqualTo("<type moved by dwz>"));
        Assert.That(info.FindType("one")?.SizeInBytes, Is.EqualTo(2));
        Assert.That(info.Diagnostics.Single().Message, Does.Contain($"'companion' names one itself, '{other}'"));
    }

    [TestCase("", "")]
    [TestCase("2f78", "")]
    [TestCase("2f7800", "")]
    [TestCase("", "0500 00 2f78")]
    [TestCase("", "0500 00 2f7800 09 0102")]
    [TestCase("", "0500 00 00 02 0102")]
    [TestCase("", "0500 00 2f7800 00")]
    public void Load_DamagedLink_SaysSo(string old, string link)
    {
        DwarfAssembler image = new();
        if (link.Length > 0) image.Section(".debug_sup").Hex(link.Replace(" ", "", StringComparison.Ordinal));
        else image.Section(".gnu_debugaltlink").Hex(old);
        image.Section(".debug_abbrev").Label("a").Uleb(1).Uleb(DwTag.CompileUnit).U8(0).Uleb(DwAt.Name).Uleb(DwForm.GNUStrpAlt).Uleb(0).Uleb(0).Uleb(0);
        image.Section(".debug_info").Unit(u => u.U16(4).OffsetOf("a").U8(4).Uleb(1).U32(0));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(image.Build(), "image"), new OneFile(FixtureFiles.Read($"{Folder}/gnu.sup")));

        Assert.That(info.Units[0].Name, Is.Empty);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain("is damaged").And.Contain("dwz"));
    }

    // Lines, and what the image has itself, are as before.
    private static void AssertRest(DebugInfo info)
    {
        DebugInfo before = Image("dwarf/" + Before(Supplemented));
        foreach (CodeAddress pc in SymbolAnswers.CodeAddresses(before.Image).Select(a => new CodeAddress(a)))
        {
            Assert.That(info.TryFindLine(pc, out SourceLocation? line), Is.EqualTo(before.TryFindLine(pc, out SourceLocation? expected)));
            Assert.That(line, Is.EqualTo(expected));
            Assert.That(info.GetFrames(pc).Select(f => f.Ranges[0]), Is.EqualTo(before.GetFrames(pc).Select(f => f.Ranges[0])));
            if (info.FindFunction(pc) is { } function && before.FindFunction(pc)!.LinkageName is null) Assert.That(function.Name, Is.EqualTo(before.FindFunction(pc)!.Name));
            Assert.That(() => info.GetLocals(pc).Select(l => l.Variable.ToString()).ToList(), Throws.Nothing);
        }
        Assert.That(info.FindFunctions("device_poll").Single().Ranges, Is.EqualTo(before.FindFunctions("device_poll").Single().Ranges));
        Assert.That(info.FindFunctions("device_poll").Single().Parameters[0].Type.Name, Is.EqualTo("<type moved by dwz>"));
    }
    private static (DebugInfo Dwz, DebugInfo Before) Load(string name)
    {
        string path = FixtureFiles.PathOf($"{Folder}/{name}.elf");
        return (DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(path), path), new FolderCompanions(path)), Image(Before(name) == "indexed" ? "indices/gdb-gcc-dwarf4" : "dwarf/" + Before(name)));
    }

    private static ElfImage ImageOf(string name) => ElfImage.Load(FixtureFiles.Read($"{Folder}/{name}.elf"), name);

    private static DebugInfo LoadWith(byte[] supplement) => DebugInfo.Load(ImageOf(Supplemented), new OneFile(supplement));

    private static string? BuildIdOf(string file) => SupplementaryLink.IdOf(ElfImage.Load(FixtureFiles.Read($"{Folder}/{file}"), file))?.ToString();

    private static string Before(string name) => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static DebugInfo Image(string name) => DebugInfo.Load(ElfImage.Load(FixtureFiles.Read(name + ".elf"), name));

    private sealed class OneFile(byte[] bytes) : ICompanionFiles
    {
        public ElfImage? FindPackage() => null;

        public ElfImage? FindSplitUnit(string directory, string name) => null;

        public ElfImage? FindSupplementaryFile(SupplementaryLink link) => ElfImage.Load(bytes, "companion");
    }
}
