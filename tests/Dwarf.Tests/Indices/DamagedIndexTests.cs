using System.Buffers.Binary;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Indices;

/// <summary>Indices cut at every length and with wrong bytes: a diagnostic, and the answers of a search without them. <c>RSP_DEBUG_LONG=1</c> makes all cuts.</summary>
public sealed class DamagedIndexTests
{
    private const int ShortCuts = 60, ShortMutations = 150, SizeInSectionHeader = 20, SectionHeaderSize = 40, SectionHeadersField = 32;

    private static IEnumerable<string> Images => IndexedImages.Names.Where(name => !name.StartsWith("split/", StringComparison.Ordinal));

    [TestCaseSource(nameof(Images))]
    public void Find_SectionCut_IsAsWithoutIndex(string image)
    {
        byte[] file = IndexedImages.Read(image);
        ElfSection section = IndexOf(file);
        string expected = Describe(IndexedImages.Load(IndexedImages.WithoutIndices(file), image));
        int whole = (int)section.SizeInBytes, step = Corpora.Corpus.IsLong ? 1 : (whole / ShortCuts) + 1;
        int field = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(SectionHeadersField)) + (SectionHeaderSize * section.Index) + SizeInSectionHeader;
        for (int size = 1; size < whole; size += step)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(field), size);
            DebugInfo info = IndexedImages.Load(file, image);
            Assert.That(Describe(info), Is.EqualTo(expected), $"{section.Name} cut to {size} bytes");
            // Of .debug_names the first of several indices may be whole.
            if (section.Name == ".gdb_index") Assert.That(info.Diagnostics.Select(d => d.Section), Does.Contain(SectionId.GdbIndex), $"cut to {size} bytes");
        }
    }

    [TestCaseSource(nameof(Images))]
    public void Find_BytesWrong_EndsWithAnAnswer(string image)
    {
        byte[] file = IndexedImages.Read(image);
        ElfSection section = IndexOf(file);
        string expected = Describe(IndexedImages.Load(IndexedImages.WithoutIndices(file), image));
        int refused = 0, cases = Mutations.Count(ShortMutations);
        for (int seed = 1; seed <= cases; seed++)
        {
            Random random = new(seed);
            byte[] damaged = [.. file];
            for (int i = random.Next(4); i >= 0; i--) damaged[(int)section.FileOffset + random.Next((int)section.SizeInBytes)] = (byte)random.Next(256);
            DebugInfo info = IndexedImages.Load(damaged, image);
            string actual = Describe(info);
            if (info.Diagnostics.IsEmpty) continue;
            refused++;
            // An image has one .gdb_index: without it nothing can go wrong.
            if (section.Name == ".gdb_index") Assert.That(actual, Is.EqualTo(expected), $"seed {seed}");
        }
        TestContext.Out.WriteLine($"{image}: {refused} of {cases} refused");
        Assert.That(refused, Is.GreaterThan(0));
    }

    [TestCase("", "4 bytes needed but only 0 left")]
    [TestCase("03000000", "Version 3 of an index is not known")]
    [TestCase("0a000000", "Version 10 of an index is not known")]
    [TestCase("07000000 14000000 14000000 14000000 14000000", "4 bytes needed")]
    [TestCase("07000000 18000000 10000000 18000000 18000000 18000000", "overlaps the one before it")]
    [TestCase("07000000 18000000 18000000 18000000 18000000 ff000000", "lies outside")]
    [TestCase("07000000 18000000 1c000000 1c000000 1c000000 1c000000 00000000", "does not hold whole entries")]
    [TestCase("07000000 18000000 28000000 28000000 28000000 28000000 02000000 00000000 05000000 00000000", "where .debug_info has none")]
    [TestCase("07000000 18000000 18000000 18000000 18000000 30000000 0000000000000000 0000000000000000 0000000000000000", "no power of 2")]
    [TestCase("07000000 18000000 18000000 18000000 18000000 20000000 0400000000000000 ffffffff 6100", "4294967295 units of one name do not fit")]
    [TestCase("07000000 18000000 18000000 18000000 18000000 20000000 0400000000000000 01000000 61000000 00", "Unit 97 of 0")]
    public void Load_DamagedGdbIndex_SaysWhatIsWrong(string bytes, string diagnostic) => AssertDiagnostic(".gdb_index", bytes, diagnostic);

    [TestCase("00000000", "2 bytes needed")]
    [TestCase("10000000", "goes past the end")]
    [TestCase("04000000 0400 0000", "Version 4 of a name index")]
    [TestCase("24000000 0500 0000 01000000 00000000 00000000 00000000 00000000 00000000 00000000 ff000000", "where .debug_info has none")]
    [TestCase("20000000 0500 0000 00000000 00000000 00000000 01000000 00000000 00000000 00000000", "bytes needed")]
    [TestCase("20000000 0500 0000 00000000 00000000 00000000 00000000 ffffffff 00000000 00000000", "bytes needed")]
    [TestCase("20000000 0500 0000 00000000 00000000 ffffffff 00000000 00000000 00000000 00000000", "bytes needed")]
    [TestCase("23000000 0500 0000 00000000 00000000 00000000 00000000 00000000 03000000 00000000 012401", "LEB128|needed")]
    public void Load_DamagedNameTable_SaysWhatIsWrong(string bytes, string diagnostic) => AssertDiagnostic(".debug_names", bytes, diagnostic);

    private static void AssertDiagnostic(string section, string bytes, string diagnostic)
    {
        DwarfAssembler elf = new();
        elf.Section(section).Hex(bytes.Length == 0 ? "00" : bytes.Replace(" ", "", StringComparison.Ordinal));
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev");
        abbreviations.Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(0).Uleb(0).Uleb(2).Uleb(DwTag.BaseType).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).Uleb(2).Text("word").Uleb(0));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made"));

        Assert.That(info.FindType("word")?.Name, Is.EqualTo("word"));
        Assert.That(string.Join('\n', info.Diagnostics.Select(d => d.Message)), Does.Match(bytes.Length == 0 ? "bytes needed" : diagnostic));
    }

    private static ElfSection IndexOf(byte[] file) => ElfImage.Load(file, "indexed").Sections.First(s => IndexedImages.Sections.Contains(s.Name));

    private static string Describe(DebugInfo info) => string.Join('\n',
        info.FindVariable("third")?.Die, info.FindType("shop::Hidden")?.Definition, info.FindType("Slot")?.Definition, info.FindEnumerator("MODE_ON")?.Type.Definition,
        string.Join(' ', info.FindFunctionBreakpoints("same").Select(b => b.Address)), info.FindUnit(new CodeAddress(info.Image.EntryPoint.Value))?.Offset);
}
