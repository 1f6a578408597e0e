using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Frame;

public sealed class FrameTableTests
{
    // length, id, version 1, "", code 2, data -4, ra 14, def_cfa r13 0, nops
    private const string Cie1 = "0c000000 ffffffff 01 00 02 7c 0e 0c 0d 00";
    private const string CieAt12 = "00000000";

    private static FrameTable Table(string hex, bool functionAtZero = false, SectionId section = SectionId.DebugFrame, ulong address = 0, bool isBigEndian = false) =>
        new([new FrameSectionSource(Bytes(hex), section, address, 4, isBigEndian)], _ => functionAtZero);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string Row(FrameTable table, ulong address)
    {
        Assert.That(table.TryFindFde(new CodeAddress(address), out Fde? fde), Is.True);
        return FrameRowText.FromFde(fde!).First();
    }

    [TestCase("00000000", false, false, Description = "linkers write 0 for dropped functions")]
    [TestCase("00000000", true, true, Description = "flash at 0 with a function there")]
    [TestCase("ffffffff", false, false)]
    [TestCase("feffffff", false, false)]
    [TestCase("00010000", false, true)]
    public void Starts_Tombstone_IsLeftOut(string start, bool functionAtZero, bool isAlive) =>
        Assert.That(Table($"{Cie1} 0c000000 {CieAt12} {start} 10000000", functionAtZero).Starts.Any(), Is.EqualTo(isAlive));

    [Test]
    public void Starts_EmptyRange_IsLeftOut() => Assert.That(Table($"{Cie1} 0c000000 {CieAt12} 00010000 00000000").Starts, Is.Empty);

    [Test]
    public void TryFindFde_EntriesOutOfOrder_AreSorted()
    {
        FrameTable table = Table($"{Cie1} 0c000000 {CieAt12} 00200000 10000000 0c000000 {CieAt12} 00100000 10000000");
        Assert.That(table.Starts.Select(start => start.Value), Is.EqualTo((ulong[])[0x1000, 0x2000]));
        Assert.That(table.TryFindFde(new CodeAddress(0x100e), out Fde? fde), Is.True);
        Assert.That((fde!.Start.Value, fde.End.Value), Is.EqualTo((0x1000UL, 0x1010UL)));
        Assert.That(table.TryFindFde(new CodeAddress(0x1010), out _), Is.False);
        Assert.That(table.TryFindFde(new CodeAddress(0xffe), out _), Is.False);
    }

    [Test]
    public void FindRow_Version3And4_ReadTheirHeaders()
    {
        // Version 3: return column is a LEB128. Version 4: address and segment size behind the augmentation.
        Assert.That(Row(Table($"10000000 ffffffff 03 00 02 7c 8e00 0c 0d 08 000000 0c000000 {CieAt12} 00100000 10000000"), 0x1000), Is.EqualTo("00001000 r13+8"));
        Assert.That(Row(Table($"10000000 ffffffff 04 00 04 00 02 7c 0e 0c 0d 08 0000 0c000000 {CieAt12} 00100000 10000000"), 0x1000), Is.EqualTo("00001000 r13+8"));
    }

    [Test]
    public void FindRow_64BitFormat_ReadsWidePointers() =>
        Assert.That(Row(Table("ffffffff 1400000000000000 ffffffffffffffff 01 00 02 7c 0e 0c 0d 04 00000000 ffffffff 1000000000000000 0000000000000000 00100000 10000000"), 0x1000), Is.EqualTo("00001000 r13+4"));

    [Test]
    public void FindRow_BigEndian_ReadsNumbersThatWay() =>
        Assert.That(Row(Table("0000000c ffffffff 01 00 02 7c 0e 0c 0d 04 0000000c 00000000 00001000 00000010", isBigEndian: true), 0x1000), Is.EqualTo("00001000 r13+4"));

    // The pointer stands at 0x1c of a section at 0x1000.
    [TestCase("00", "00002000", 0x20_0000UL, Description = "absolute")]
    [TestCase("03", "00002000", 0x20_0000UL, Description = "absolute, 4 bytes unsigned")]
    [TestCase("1b", "e4ef1f00", 0x20_0000UL, Description = "pc-relative, 4 bytes signed")]
    [TestCase("1b", "e4feffff", 0xf00UL, Description = "pc-relative, backwards")]
    public void TryFindFde_EhFramePointers_AreResolved(string encoding, string start, ulong expected)
    {
        FrameTable table = Table($"10000000 00000000 01 7a5200 02 7c 0e 01 {encoding} 0c 0d 00 14000000 18000000 {start} 10000000 00 00000000000000", section: SectionId.EhFrame, address: 0x1000);
        Assert.That(table.Starts.Single().Value, Is.EqualTo(expected));
    }

    [TestCase($"{Cie1} 0c000000 40000000 00100000 10000000", "CIE pointer 0x40 leaves the section")]
    [TestCase($"0c000000 ffffffff 02 00 02 7c 0e 0c 0d 00 0c000000 {CieAt12} 00100000 10000000", "CIE version 2 is not known")]
    [TestCase($"0c000000 ffffffff 01 7100 02 7c 0e 0c 0d 0c000000 {CieAt12} 00100000 10000000", "CIE augmentation \"q\" is not known")]
    [TestCase($"{Cie1} 0c000000 {CieAt12} 001000", "Unit of 0xc bytes goes past the end of its section (0x7 bytes left)")]
    public void Diagnostics_DamagedEntry_SayWhat(string hex, string text) =>
        Assert.That(Table(hex).Diagnostics.Select(diagnostic => diagnostic.Text), Is.EqualTo((string[])[text]));

    [Test]
    public void Diagnostics_OneDamagedEntry_CostsOnlyItself()
    {
        FrameTable table = Table($"{Cie1} 0c000000 40000000 00100000 10000000 0c000000 {CieAt12} 00200000 10000000");
        Assert.That(table.Starts.Single().Value, Is.EqualTo(0x2000));
    }

    [TestCase("3e", "Unknown call frame instruction 0x3e (DWARF 5, 7.24)")]
    [TestCase("0b", "DW_CFA_restore_state without DW_CFA_remember_state")]
    [TestCase("07", "LEB128 number without a final byte")]
    [TestCase("01 00080000", "The location goes backwards")]
    public void GetRows_DamagedInstructions_ThrowAtTheInstruction(string instructions, string what)
    {
        int size = 12 + Bytes(instructions).Length;
        FrameTable table = Table($"{Cie1} {size:x2}000000 {CieAt12} 00100000 10000000 {instructions}");
        Assert.That(table.TryFindFde(new CodeAddress(0x1000), out Fde? fde), Is.True);
        Assert.That(() => CfiInterpreter.GetRows(fde!).ToList(), Throws.TypeOf<DwarfFormatException>().With.Property("What").EqualTo(what));
    }

    [Test]
    public void FindRow_OutsideTheEntry_IsACallersBug()
    {
        Table($"{Cie1} 0c000000 {CieAt12} 00100000 10000000").TryFindFde(new CodeAddress(0x1000), out Fde? fde);
        Assert.That(() => CfiInterpreter.FindRow(fde!, new CodeAddress(0x1010)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
