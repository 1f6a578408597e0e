using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>Images whose DIEs are in other files, against the same code in one file, which other tests compare with gdb and llvm-symbolizer.</summary>
public sealed class SplitDwarfTests
{
    private static readonly string[] Functions = ["main", "device_poll", "recurse"];

    private static readonly string[] Names = ["gcc-Og-dwarf4", "gcc-Og-dwarf5", "clang-O2-dwarf5", "gcc-Og-dwarf4-package", "clang-O2-dwarf5-package"];

    [TestCaseSource(nameof(Names))]
    public void GetFrames_EveryCodeAddress_EqualWholeImage(string name) => AssertEqual(name, (info, pc) =>
        string.Join(" < ", info.GetFrames(pc).Select(f => $"{f.Name} {Path.GetFileName(f.Location?.File?.Name)} {f.Location?.Line} {f.Location?.Column}")));

    [TestCaseSource(nameof(Names))]
    public void GetLocals_EveryCodeAddress_EqualWholeImage(string name) => AssertEqual(name, (info, pc) =>
    {
        string text = string.Join('\n', info.GetFrames(pc).SelectMany(f => info.GetLocals(pc, f.Depth)).Select(l => $"{l.Variable} {Text(l.Location)}"));
        // In split DWARF 4, GCC 12 makes the entries that begin inside a call two bytes shorter than it does in one file (readelf shows the same).
        return name.StartsWith("gcc-Og-dwarf4", StringComparison.Ordinal) ? text.Replace(nameof(DwOp.GnuEntryValue), nameof(VariableLocation.OptimizedOut), StringComparison.Ordinal) : text;
    });

    [TestCaseSource(nameof(Names))]
    public void FindType_DefinedInSplitUnits_EqualsWholeImage(string name)
    {
        DebugInfo split = Load(name), whole = DwarfFixtures.Load(WholeOf(name));
        foreach (string type in new[] { "struct device", "channel_t", "union word", "enum mode", "handler_t" })
        {
            Assert.That(split.FindType(type)?.Definition, Is.EqualTo(whole.FindType(type)!.Definition), type);
        }
        Assert.That(split.FindVariable("g_device")?.GetStaticLocation(), Is.TypeOf<VariableLocation.Expression>());
        Assert.That(split.FindVariable("g_device")!.Type, Is.InstanceOf<TypeInfo>());
        Assert.That(split.Diagnostics, Is.Empty);
    }

    [TestCase("gcc-Og-dwarf4")]
    [TestCase("clang-O2-dwarf5")]
    public void GetFrames_FilesMissing_TellLinesAndSayWhatIsMissing(string name)
    {
        DebugInfo info = DebugInfo.Load(Image(name), new NoFiles());
        Assert.That(info.TryFindLine(Poll(info.Image), out SourceLocation? location), Is.True);
        Assert.That(location!.File!.Name, Does.EndWith("sample.c"));
        Assert.That(info.FindVariable("g_device"), Is.Null);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain($"{name}.dwo").And.Contain("not found"));
    }

    [Test]
    public void GetFrames_FilesOfAnotherBuild_AreRefused()
    {
        DebugInfo info = DebugInfo.Load(Image("gcc-Og-dwarf5"), new FilesOf("clang-O2-dwarf5"));
        Assert.That(info.FindVariable("g_device"), Is.Null);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain("another build"));
    }

    [Test]
    public void Load_CompanionsCutAtEveryLength_GivesDiagnosticsAndTheRest([Values("gcc-Og-dwarf4.dwo", "clang-O2-dwarf5-package.elf.dwp")] string file)
    {
        byte[] whole = FixtureFiles.Read("dwarf/split/" + file);
        ElfImage image = Image(file.Split('.')[0]);
        for (int length = 0; length < whole.Length; length += 7)
        {
            DebugInfo info = DebugInfo.Load(image, new Bytes(whole.AsMemory(0, length)));
            Assert.That(() => info.FindVariable("g_device")?.Type.Definition, Throws.Nothing);
            Assert.That(info.TryFindLine(Poll(image), out _), Is.True);
            Assert.That(() => info.GetFrames(Poll(image)), Throws.Nothing);
        }
    }

    [Test]
    public void Load_CompanionsMutated_GivesDiagnosticsAndTheRest([Values("gcc-Og-dwarf4.dwo", "clang-O2-dwarf5-package.elf.dwp")] string file)
    {
        ElfImage image = Image(file.Split('.')[0]);
        Random random = new(file.Length);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = FixtureFiles.Read("dwarf/split/" + file);
            for (int i = 0; i < 4; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            DebugInfo info = DebugInfo.Load(image, new Bytes(bytes));
            Assert.That(() => info.FindVariable("g_device")?.Type.Definition, Throws.Nothing);
            Assert.That(() => info.GetLocals(Poll(image)), Throws.Nothing);
        }
    }

    /// <summary>GCC 9 says that a split unit's location lists begin at offset 0, which is their header, and leaves its range lists in the image.</summary>
    [Test]
    public void GetRanges_SplitUnitOfGcc9_AreReadFromTheImage()
    {
        DwarfAssembler image = new(), split = new();
        image.Memory(".text", 0x1000, 0x100).Function("f", 0x1001, 0x20);
        image.Section(".debug_abbrev").Label("a").Uleb(1).Uleb(DwTag.SkeletonUnit).U8(0).Uleb(DwAt.DwoName).Uleb(DwForm.String).Uleb(DwAt.RnglistsBase).Uleb(DwForm.SecOffset)
            .Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data4).Uleb(0).Uleb(0).Uleb(0);
        image.Section(".debug_info").Unit(u => u.U16(5).U8((int)DwUt.Skeleton).U8(4).OffsetOf("a").U64(7).Uleb(1).Text("f.dwo").OffsetOf("ranges").U32(0x1000).U32(0x100));
        // One list: [0x1000, 0x1010) and [0x1040, 0x1048) as start and length.
        image.Section(".debug_rnglists").Unit(u => u.U16(5).U8(4).U8(0).U32(1).Label("ranges").U32(4).U8((int)DwRle.StartLength).U32(0x1000).Uleb(0x10).U8((int)DwRle.StartLength).U32(0x1040).Uleb(8).U8(0));
        split.Section(".debug_abbrev.dwo").Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(DwAt.LoclistsBase).Uleb(DwForm.SecOffset).Uleb(0).Uleb(0)
            .Uleb(2).Uleb(DwTag.Subprogram).U8(1).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.Ranges).Uleb(DwForm.Rnglistx).Uleb(0).Uleb(0)
            .Uleb(3).Uleb(DwTag.Variable).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.Location).Uleb(DwForm.Loclistx).Uleb(0).Uleb(0).Uleb(0);
        split.Section(".debug_info.dwo").Unit(u => u.U16(5).U8((int)DwUt.SplitCompile).U8(4).U32(0).U64(7).Uleb(1).U32(0).Uleb(2).Text("f").Uleb(0).Uleb(3).Text("v").Uleb(0).Uleb(0).Uleb(0));
        // One list: r3 from 0x1000 on for 0x10 bytes.
        split.Section(".debug_loclists.dwo").Unit(u => u.U16(5).U8(4).U8(0).U32(1).U32(4).U8((int)DwLle.StartLength).U32(0x1000).Uleb(0x10).Uleb(1).U8(0x53).U8(0));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(image.Build(), "image"), new Bytes(split.Build()));

        Assert.That(info.FindFunctions("f").Single().Ranges.Select(range => range.ToString()), Is.EqualTo(new[] { "0x00001000-0x00001010", "0x00001040-0x00001048" }));
        Assert.That(((VariableLocation.Expression)info.GetLocals(new CodeAddress(0x1004)).Single().Location).Bytes.ToArray(), Is.EqualTo(new byte[] { 0x53 }));
        Assert.That(info.Diagnostics, Is.Empty);
    }

    private static void AssertEqual(string name, Func<DebugInfo, CodeAddress, string> ask)
    {
        DebugInfo split = Load(name), whole = DwarfFixtures.Load(WholeOf(name));
        int asked = 0;
        foreach (string function in Functions)
        {
            if (whole.FindFunctions(function).SingleOrDefault() is not { } expected) continue;
            FunctionInfo actual = split.FindFunctions(function).Single();
            Assert.That(actual.Ranges[0].SizeInBytes, Is.EqualTo(expected.Ranges[0].SizeInBytes));
            for (int at = 0; at < (int)expected.Ranges[0].SizeInBytes; at += 2, asked++)
            {
                Assert.That(ask(split, actual.EntryPoint + at), Is.EqualTo(ask(whole, expected.EntryPoint + at)), $"{function}+{at}");
            }
        }
        Assert.That(asked, Is.GreaterThan(20));
        Assert.That(split.Diagnostics, Is.Empty);
    }

    // An address is written as itself in one form and as an index in the other.
    private static string Text(VariableLocation location) => location is not VariableLocation.Expression { Bytes: var bytes } ? location.GetType().Name
        : (DwOp)bytes.Span[0] is DwOp.Addr or DwOp.Addrx or DwOp.GnuAddrIndex ? "address" : ((DwOp)bytes.Span[0]).ToString();

    private static CodeAddress Poll(ElfImage image) => image.Symbols.First(s => s.Name == "device_poll").CodeAddress;

    private static string WholeOf(string name) => name.Replace("-package", "", StringComparison.Ordinal);

    private static ElfImage Image(string name) => ElfImage.Load(FixtureFiles.Read($"dwarf/split/{name}.elf"), name + ".elf");

    private static DebugInfo Load(string name) => DebugInfo.Load(Image(name), new FolderCompanions(FixtureFiles.PathOf($"dwarf/split/{name}.elf")));

    private sealed class NoFiles : ICompanionFiles
    {
        public ElfImage? FindPackage() => null;

        public ElfImage? FindSplitUnit(string directory, string name) => null;

        public ElfImage? FindSupplementaryFile(SupplementaryLink link) => null;
    }

    private sealed class FilesOf(string other) : ICompanionFiles
    {
        public ElfImage? FindPackage() => null;

        public ElfImage? FindSplitUnit(string directory, string name) => ElfImage.Load(FixtureFiles.Read($"dwarf/split/{other}.dwo"), name);

        public ElfImage? FindSupplementaryFile(SupplementaryLink link) => null;
    }

    private sealed class Bytes(ReadOnlyMemory<byte> bytes) : ICompanionFiles
    {
        public ElfImage? FindPackage() => Load();

        public ElfImage? FindSplitUnit(string directory, string name) => Load();

        public ElfImage? FindSupplementaryFile(SupplementaryLink link) => null;

        private ElfImage? Load()
        {
            try
            {
                return ElfImage.Load(bytes, "companion");
            }
            catch (ElfFormatException)
            {
                return null;
            }
        }
    }
}
