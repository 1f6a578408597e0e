using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Tests.Corpora;
using RspDebug.Dwarf.Tests.Frame;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Elf;

/// <summary>Files that no linker has seen: their debug sections say little without relocations, here of Arm (REL) and x86-64 (RELA, compressed).</summary>
public sealed class ObjectFileTests
{
    private static string PathOf(string name) => FixtureFiles.PathOf($"dwarf/split/{name}.o");

    [TestCase("arm-dwarf4")]
    public void GetFrames_EveryCodeAddress_EqualsSymbolizer(string name)
    {
        DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(PathOf(name)), name));
        List<ulong> addresses = SymbolAnswers.CodeAddresses(info.Image);
        if (ExternalProgram.Find("llvm-symbolizer-19") is null) Assert.Ignore("llvm-symbolizer-19 is not installed");
        // Without an address for each section the tool takes variables for functions; places and calls are what the relocations give.
        List<string> expected = [.. SymbolAnswers.Llvm("llvm-symbolizer-19", PathOf(name), addresses).Select(SymbolAnswers.Places)];
        Assert.That(addresses.Select(a => SymbolAnswers.Places(SymbolAnswers.Ours(info, new CodeAddress(a)))), Is.EqualTo(expected));
        Assert.That(addresses, Has.Count.GreaterThan(100));
        Assert.That(info.Diagnostics, Is.Empty);
    }

    /// <summary>All strings, and the range of every function, come through relocations; x86-64 keeps the addends beside them.</summary>
    [TestCase("arm-dwarf4")]
    [TestCase("x86-64-dwarf5")]
    public void FindType_ByName_EqualsLinkedImage(string name)
    {
        DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(PathOf(name)), name));
        foreach (string type in new[] { "struct device", "channel_t", "enum mode" })
        {
            Assert.That(info.FindType(type)?.Definition, Is.EqualTo(DwarfFixtures.Load("gcc-Og-dwarf5").FindType(type)!.Definition));
        }
        FunctionInfo poll = info.FindFunctions("device_poll").Single();
        Assert.That(poll.Ranges[0].SizeInBytes, Is.GreaterThanOrEqualTo(info.Image.Symbols.First(s => s.Name == "device_poll").SizeInBytes));
        Assert.That(info.GetLocals(poll.EntryPoint).Select(l => l.Name), Does.Contain("dev"));
        Assert.That(info.Diagnostics, Is.Empty);
    }

    [Test]
    public void FindFunctions_ByName_StartAtTheirSymbols()
    {
        const string name = "arm-dwarf4";
        DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(PathOf(name)), name));
        foreach (string function in new[] { "on_event", "device_poll", "recurse" })
        {
            Assert.That(info.Image.Symbols.TryFind(function, out ElfSymbol symbol), Is.True);
            FunctionInfo found = info.FindFunctions(function).Single();
            Assert.That(found.EntryPoint, Is.EqualTo(symbol.CodeAddress));
            Assert.That(found.Ranges[0].SizeInBytes, Is.EqualTo(symbol.SizeInBytes));
        }
    }

    [Test]
    public void GetRows_ArmObject_EqualReadelf()
    {
        Assert.That(FrameTableOracleTests.FindDifferences(PathOf("arm-dwarf4"), out int compared), Is.Empty);
        Assert.That(compared, Is.GreaterThan(3));
    }

    /// <summary>TinyGo links with <c>--emit-relocs</c>: what is applied already stays as it is.</summary>
    [Test]
    public void Data_RelocationsKeptInLinkedImage_AreIgnored()
    {
        if (ExternalProgram.Find("arm-none-eabi-ld") is null) Assert.Ignore("arm-none-eabi-ld is not installed");
        string path = Path.GetTempFileName();
        try
        {
            ExternalTool.Run("arm-none-eabi-ld", "--emit-relocs", "--unresolved-symbols=ignore-all", "-Ttext=0x08000000", "--no-warn-rwx-segments", PathOf("arm-dwarf4"), "-o", path);
            ElfImage image = ElfImage.Load(File.ReadAllBytes(path), path);
            Assert.That(image.FindSection(".rel.debug_info"), Is.Not.Null);
            FunctionInfo main = DebugInfo.Load(image).FindFunctions("main").Single();
            Assert.That(image.Symbols.TryFind("main", out ElfSymbol symbol), Is.True);
            Assert.That(main.EntryPoint, Is.EqualTo(symbol.CodeAddress));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase("arm-dwarf4")]
    [TestCase("x86-64-dwarf5")]
    public void Load_Mutated_GivesDiagnosticsAndTheRest(string name)
    {
        byte[] whole = File.ReadAllBytes(PathOf(name));
        Random random = new(whole.Length);
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = [.. whole];
            for (int i = 0; i < 6; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                DebugInfo info = DebugInfo.Load(ElfImage.Load(bytes, name));
                foreach (FunctionInfo function in info.FindFunctions("main")) _ = info.GetLocals(function.EntryPoint);
                _ = FrameTable.Load(info.Image).Starts.Count();
            }
            catch (ElfFormatException error)
            {
                Assert.That(error.Message, Is.Not.Empty);
            }
        }
    }

    /// <summary>To relocate a section takes the symbols; their names are read as they are stored.</summary>
    [Test]
    public void Symbols_NamesInARelocatedSection_AreRead()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("arm-dwarf4"));
        ElfImage good = ElfImage.Load(bytes, "good");
        // gABI, "Section Header": e_shoff at 32, headers of 40 bytes, sh_link at 24.
        int link = BitConverter.ToInt32(bytes, 32) + (40 * good.FindSection(".symtab")!.Index) + 24;
        bytes[link] = (byte)good.FindSection(".debug_info")!.Index;

        Assert.That(() => DebugInfo.Load(ElfImage.Load(bytes, "damaged")).FindFunctions("main"), Throws.Nothing);
    }

    /// <summary>A relocation of a kind of its own (R_ARM_TLS_LDO32, readelf -r: value 4) gives the place in a thread's block, here after <c>DW_OP_const4u</c>.</summary>
    [Test]
    public void FindVariable_OfAThread_IsRelocatedLikeOthers()
    {
        DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(PathOf("thread-local")), "thread-local"));

        Assert.That(info.FindVariable("second_of_thread")?.GetStaticLocation(), Is.TypeOf<VariableLocation.Expression>());
        Assert.That(((VariableLocation.Expression)info.FindVariable("second_of_thread")!.GetStaticLocation()).Bytes.ToArray(), Is.EqualTo(new byte[] { 0x0c, 4, 0, 0, 0, 0xe0 }));
        Assert.That(info.FindVariable("shared")?.Type.Name, Is.EqualTo("int"));
        Assert.That(info.FindFunctions("sum"), Has.Count.EqualTo(1));
        Assert.That(info.Diagnostics, Is.Empty);
    }
}
