using System.Buffers.Binary;
using System.IO.Compression;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Elf;

public sealed class ElfImageTests
{
    private static ElfImage Load(string name) => ElfImage.Load(FixtureFiles.Read("dwarf/" + name), name);

    [Test]
    public void Load_LinkedFirmware_ReadsHeaders()
    {
        ElfImage image = Load("gcc-Og-dwarf5.elf");
        Assert.Multiple(() =>
        {
            Assert.That(image.Class, Is.EqualTo(ElfClass.Elf32));
            Assert.That(image.IsBigEndian, Is.False);
            Assert.That(image.Machine, Is.EqualTo(ElfMachine.Arm));
            Assert.That(image.Type, Is.EqualTo(ElfFileType.Executable));
            Assert.That(image.FindSection(".text")!.Address.Value, Is.EqualTo(0x0800_0000));
            Assert.That(image.BuildId!.ToString(), Has.Length.EqualTo(40));
        });
    }

    [Test]
    public void Symbols_ThumbFunction_HasBitCleared()
    {
        ElfImage image = Load("gcc-Og-dwarf5.elf");
        Assert.That(image.Symbols.TryFind("main", out ElfSymbol main), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(main.IsThumb, Is.True);
            Assert.That(main.Address.Value & 1, Is.Zero);
            Assert.That(main.Type, Is.EqualTo(ElfSymbolType.Function));
            Assert.That(image.Symbols.TryFindFunction(new CodeAddress(main.Address.Value + 2), out ElfSymbol found), Is.True);
            Assert.That(found.Name, Is.EqualTo("main"));
            Assert.That(image.Symbols.HasFunctionAt(main.CodeAddress, "main"), Is.True);
            Assert.That(image.Symbols.HasFunctionAt(main.CodeAddress, "other"), Is.False);
            Assert.That(image.Symbols.GetMapping(main.Address), Is.EqualTo(MappingKind.Thumb));
            Assert.That(image.Symbols.GetMapping(new TargetAddress(0x0800_0000)), Is.EqualTo(MappingKind.Data));
        });
    }

    [Test]
    public void TryRead_VectorTable_GivesFileBytes()
    {
        ElfImage image = Load("gcc-O2-dwarf5-low.elf");
        byte[] word = new byte[4];
        Assert.That(image.TryRead(new TargetAddress(0), word), Is.True);
        Assert.That(word, Is.EqualTo(new byte[] { 0, 0, 1, 0x20 }));
        Assert.That(image.TryRead(new TargetAddress(0x1000_0000), word), Is.False);
    }

    [Test]
    public void Data_CompressedSection_EqualsPlainSection()
    {
        ElfSection packed = Load("gcc-O2-dwarf5-zlib.elf").FindDebugSection(".debug_info")!;
        ElfSection plain = Load("gcc-O2-dwarf5.elf").FindDebugSection(".debug_info")!;
        Assert.That(packed.Flags.HasFlag(ElfSectionFlags.Compressed), Is.True);
        Assert.That(packed.Data.ToArray(), Is.EqualTo(plain.Data.ToArray()));
    }

    /// <summary>A lie about the size costs no memory, asked once or often; an honest size does not matter.</summary>
    [TestCase(40_000, 41_000_000, false)]
    [TestCase(40_000, 640_001, false)]
    [TestCase(40_000, 40_001, false)]
    [TestCase(40_000, 40_000, true)]
    [TestCase(0, 4_000_000, true)]
    public void Data_SizeOfCompressedSection_IsCheckedBeforeMemoryIsTaken(int incompressible, int size, bool isTrue)
    {
        byte[] contents = new byte[incompressible == 0 ? size : incompressible];
        if (incompressible > 0) new Random(1).NextBytes(contents);
        using MemoryStream packed = new();
        using (ZLibStream deflater = new(packed, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(contents);
        DwarfAssembler elf = new();
        elf.Section(".zdebug_str").Hex($"{Convert.ToHexString("ZLIB"u8)}{size:x16}{Convert.ToHexString(packed.ToArray())}");
        ElfSection section = ElfImage.Load(elf.Build(), "packed").FindDebugSection(".debug_str")!;

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            if (isTrue) Assert.That(section.Data.Length, Is.EqualTo(size));
            else Assert.That(() => section.Data.Length, Throws.TypeOf<ElfFormatException>().With.Message.Contains("does not expand"));
        }
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan((isTrue ? size : 0) + 1_000_000));
        if (isTrue) Assert.That(section.Data.Span.SequenceEqual(contents), Is.True);
    }

    // gABI, "Section Compression": ELFCOMPRESS_ZSTD is 2, in the first word of the section.
    [TestCase(2u, "Section .debug_info is compressed with zstd, which is not supported", "--decompress-debug-sections")]
    [TestCase(3u, "Section .debug_info has unknown compression type 3", "--decompress-debug-sections")]
    public void Data_OtherCompression_IsRefusedWithTheCommandThatExpandsIt(uint type, string what, string fix)
    {
        byte[] file = FixtureFiles.Read("dwarf/gcc-O2-dwarf5-zlib.elf");
        int section = (int)ElfImage.Load(file, "z").FindDebugSection(".debug_info")!.FileOffset;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(section), type);
        ElfFormatException error = Assert.Throws<ElfFormatException>(() => _ = ElfImage.Load(file, "z.elf").FindDebugSection(".debug_info")!.Data);
        Assert.That(error.What, Is.EqualTo(what));
        Assert.That(error.Message, Does.Contain($"z.elf+0x{section:x}").And.Contains(fix));
    }

    [TestCase("", "Not an ELF file")]
    [TestCase("#include <stdio.h>\n int main", "Not an ELF file")]
    public void Load_NotElf_SaysWhatToGive(string text, string what)
    {
        ElfFormatException error = Assert.Throws<ElfFormatException>(() => ElfImage.Load(System.Text.Encoding.UTF8.GetBytes(text), "x.hex"));
        Assert.Multiple(() =>
        {
            Assert.That(error.What, Is.EqualTo(what));
            Assert.That(error.Message, Does.Contain("x.hex+0x0").And.Contains("linked image"));
        });
    }

    [Test]
    public void Load_CutAtEveryLength_ThrowsTyped()
    {
        byte[] file = FixtureFiles.Read("dwarf/clang-O2-dwarf5.elf");
        for (int length = 0; length < file.Length; length++)
        {
            Assert.That(() => ElfImage.Load(file.AsMemory(0, length), "cut"), Throws.TypeOf<ElfFormatException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Open_MissingFile_ThrowsFileNotFound() =>
        Assert.That(() => ElfFile.Open(FixtureFiles.PathOf("dwarf/none.elf")), Throws.TypeOf<FileNotFoundException>());

    [Test]
    public void Open_Fixture_GivesUsableImage()
    {
        using ElfFile file = ElfFile.Open(FixtureFiles.PathOf("dwarf/gcc-O0-dwarf4.elf"));
        Assert.That(file.Image.Symbols.TryFind("g_device", out ElfSymbol symbol), Is.True);
        Assert.That(file.Image.Symbols.TryFindObject(symbol.Address, out ElfSymbol found), Is.True);
        Assert.That(found.Name, Is.EqualTo("g_device"));
    }
}
