using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>Whose code is at an address: removed functions at 0 beside the one that is there, and machines whose instructions begin anywhere.</summary>
public sealed class CodeAddressTests
{
    private const int I386 = 3, MachineField = 18;

    // "start" is at 0 and has 0x20 bytes; "gone" was removed, and its debug information says 0, too.
    [TestCase(0x10u)]
    [TestCase(0x1eu)]
    [TestCase(0x20u)]
    [TestCase(0x30u)]
    public void FindFunction_CodeAtZeroBesideARemovedOne_IsTheOneOfTheSymbol(uint removedSize)
    {
        DebugInfo info = DebugInfo.Load(ElfImage.Load(Build(start: 0, size: 0x20, ("start", 0, 0x20, 10), ("gone", 0, removedSize, 90), ("next", 0x20, 0x20, 50)), "hand-made"));

        for (uint at = 0; at < 0x20; at += 2) Assert.That(info.FindFunction(new CodeAddress(at))?.Name, Is.EqualTo("start"), $"{at:x}");
        Assert.That(info.FindFunction(new CodeAddress(0x20))?.Name, Is.EqualTo("next"));
        Assert.That(info.FindFunctions("gone"), Is.Empty);
        Assert.That(info.FindFunctionBreakpoints("gone"), Is.Empty);
        // Rows have no names: those of a removed function that ends where another one does are not told apart.
        if (removedSize is 0x10 or 0x1e or 0x30) Assert.That(LineAt(info, 4), Is.EqualTo(10));
        Assert.That(LineAt(info, 0x24), Is.EqualTo(50));
    }

    [Test]
    public void FindFunction_FunctionsOfOneRunAtZero_AreAllFound()
    {
        DebugInfo info = DebugInfo.Load(ElfImage.Load(Build(start: 0, size: 0x40, ("start", 0, 0x20, 10), ("next", 0x20, 0x20, 50)), "hand-made"));

        Assert.That(info.FindUnit(new CodeAddress(0x24)), Is.Not.Null);
        Assert.That((LineAt(info, 4), LineAt(info, 0x24)), Is.EqualTo((10, 50)));
    }

    [Test]
    public void TryFindLine_OddAddressesOfAnotherMachine_AreTakenAsTheyAre()
    {
        byte[] file = Build(start: 0x1001, size: 6, ("first", 0x1001, 3, 10), ("second", 0x1004, 3, 50));
        file[MachineField] = I386;
        ElfImage image = ElfImage.Load(file, "hand-made");
        DebugInfo info = DebugInfo.Load(image);

        Assert.That(Enumerable.Range(0x1000, 8).Select(a => $"{LineAt(info, (uint)a)} {info.FindFunction(image.ToCodeAddress((ulong)a))?.Name}"),
            Is.EqualTo(new[] { "0 ", "10 first", "10 first", "10 first", "50 second", "50 second", "50 second", "0 " }));
        Assert.That(info.FindFunctions("first").Single().EntryPoint.Value, Is.EqualTo(0x1001));
    }

    [TestCase("Arm", 0x1001u, 0x1000u)]
    [TestCase("I386", 0x1001u, 0x1001u)]
    public void ToCodeAddress_OddValue_ClearsTheThumbBitOnArmAlone(string machine, uint value, uint expected)
    {
        byte[] file = Build(start: 0x1000, size: 4, ("f", 0x1000, 4, 1));
        if (machine == "I386") file[MachineField] = I386;
        Assert.That(ElfImage.Load(file, machine).ToCodeAddress(value).Value, Is.EqualTo(expected));
    }

    [TestCase("Arm", 0x1000u, 2, 0x1002u)]
    [TestCase("Arm", 0x1001u, 2, 0x1002u)]
    [TestCase("I386", 0x1001u, 1, 0x1002u)]
    [TestCase("I386", 0x1001u, 2, 0x1003u)]
    [TestCase("I386", 0x1004u, -1, 0x1003u)]
    public void Addition_OfBytes_KeepsBit0OfOtherMachines(string machine, uint value, int distance, uint expected) =>
        Assert.That((CodeAddress.Of(Enum.Parse<ElfMachine>(machine), value) + distance).Value, Is.EqualTo(expected));

    // DWARF 5, 6.4: a CIE of version 1 with code factor 1, data factor -4, return address in register 8 and CFA r4+4; an FDE of 5 bytes at 0x1001,
    // whose CFA is r4+8 behind 1 byte and r4+4 again behind 3 more; on Arm, where the odd address is a Thumb function's, behind 2 and 2.
    [TestCase("I386", "410e08430e040000", "00001001 00001002 00001005 00001006")]
    [TestCase("Arm", "420e08420e040000", "00001000 00001002 00001004 00001006")]
    public void GetRows_EntryAtAnOddAddress_HasTheBordersOfTheMachine(string machine, string instructions, string borders)
    {
        byte[] bytes = Convert.FromHexString("0c000000ffffffff0100017c080c0404" + "14000000000000000110000005000000" + instructions);
        FrameTable table = new([new FrameSectionSource(bytes, SectionId.DebugFrame, Machine: Enum.Parse<ElfMachine>(machine))], _ => false);

        Assert.That(table.TryFindFde(CodeAddress.Exact(0x1005), out Fde? fde), Is.True);
        Assert.That(string.Join(' ', CfiInterpreter.GetRows(fde!).Select(row => $"{row.Start.Value:x8}").Append($"{fde!.End.Value:x8}")), Is.EqualTo(borders));
        Assert.That(table.Starts.Single(), Is.EqualTo(fde.Start));
    }

    [TestCase(".gnu_debugaltlink", "2f782e646562756700 0102")]
    [TestCase(".debug_sup", "0500 00 2f782e646562756700 02 0102")]
    public void Load_PartMovedByDwz_SaysSo(string section, string bytes)
    {
        DwarfAssembler elf = new();
        elf.Section(section).Hex(bytes.Replace(" ", "", StringComparison.Ordinal));
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev");
        abbreviations.Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(DwAt.Name).Uleb(DwForm.GNUStrpAlt).Uleb(0).Uleb(0);
        abbreviations.Uleb(2).Uleb(DwTag.Variable).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.Type).Uleb(DwForm.GNURefAlt).Uleb(DwAt.ConstValue).Uleb(DwForm.Data1).Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).U32(0x10).Uleb(2).Text("known").U32(0x20).U8(7).Uleb(0));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made"));

        Assert.That(info.FindVariable("known")?.GetStaticLocation(), Is.InstanceOf<VariableLocation.Constant>());
        Assert.That(info.FindVariable("known")?.Type.Name, Is.EqualTo("<type moved by dwz>"));
        Assert.That(info.Units[0].Name, Is.Empty);
        Assert.That(info.Diagnostics.Single().Message, Does.Contain("'/x.debug'").And.Contain("0102").And.Contain("not found").And.Contain("'hand-made'").And.Contain("dwz"));
    }

    private static int LineAt(DebugInfo info, uint address) => info.TryFindLine(info.Image.ToCodeAddress(address), out SourceLocation? at) ? at.Line : 0;

    /// <summary>One unit with a function and a sequence of rows each; those at a place of their own have a symbol, unless they are "gone".</summary>
    private static byte[] Build(uint start, uint size, params (string Name, uint Address, uint Size, int Line)[] functions)
    {
        DwarfAssembler elf = new();
        elf.Memory(".text", start, 0x1000);
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev");
        abbreviations.Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data4).Uleb(DwAt.StmtList).Uleb(DwForm.SecOffset).Uleb(0).Uleb(0);
        abbreviations.Uleb(2).Uleb(DwTag.Subprogram).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data4).Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(u =>
        {
            u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).U32(start).U32(Math.Max(size, functions.Where(f => f.Name != "gone").Max(f => f.Address + f.Size) - start)).U32(0);
            foreach ((string name, uint address, uint length, _) in functions) u.Uleb(2).Text(name).U32(address).U32(length);
            u.Uleb(0);
        });
        elf.Section(".debug_line").Unit(u =>
        {
            u.U16(4).Distance("header", "program").Label("header").Hex("010101fb0e0d00010101010000000100000100").Text("a.c").Hex("00000000").Label("program");
            foreach ((_, uint address, uint length, int line) in functions) u.Hex("000502").U32(address).U8(3).Sleb(line - 1).U8(1).U8(2).Uleb(length).Hex("000101");
        });
        foreach ((string name, uint address, uint length, _) in functions.Where(f => f.Name != "gone")) elf.Function(name, address, length);
        return elf.Build();
    }
}
