using System.Buffers.Binary;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>Every form, in 32- and 64-bit DWARF and both byte orders, by hand-made units.</summary>
public sealed class AttributeValueTests
{
    // form | value's bytes (little-endian) | expected. Strings are "text", blocks are [hex], addresses @hex, references >unit offset.
    private const string Forms = """
        Data1       | 9c                | 156 -100
        Data2       | 34 92             | 37428 -28108
        Data4       | ff ff ff ff       | 4294967295 -1
        Data8       | ff ff ff ff ff ff ff 7f | 9223372036854775807 9223372036854775807
        Sdata       | 80 7f             | 18446744073709551488 -128
        Udata       | e5 8e 26          | 624485 624485
        Flag        | 00                | 0 0
        FlagPresent |                   | 1 1
        Data16      | 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff | [00112233445566778899AABBCCDDEEFF]
        Block1      | 02 c0 ff          | [C0FF]
        Block2      | 01 00 c0          | [C0]
        Block4      | 00 00 00 00       | []
        Block       | 03 01 02 03       | [010203]
        Exprloc     | 02 91 6c          | [916C]
        String      | 61 c3 a9 00       | "aé"
        String      | 00                | ""
        Strp        | 05 00 00 00       | "two"
        LineStrp    | 00 00 00 00       | "line"
        Strx        | 01                | "two"
        Strx1       | 00                | "one"
        Strx2       | 01 00             | "two"
        Strx3       | 01 00 00          | "two"
        Strx4       | 00 00 00 00       | "one"
        Addr        | 78 56 34 12       | @12345678
        Addrx       | 01                | @8000200
        Addrx1      | 00                | @8000100
        Addrx2      | 01 00             | @8000200
        Addrx3      | 00 00 00          | @8000100
        Addrx4      | 01 00 00 00       | @8000200
        Ref1        | 0c                | >12
        Ref2        | 0c 00             | >12
        Ref4        | 0c 00 00 00       | >12
        Ref8        | 0c 00 00 00 00 00 00 00 | >12
        RefUdata    | 0c                | >12
        RefAddr     | 0c 00 00 00       | >12
        Indirect    | 0b 2a             | 42 42
        ImplicitConst |                 | 18446744073709551609 -7
        Ref4        | ff 00 00 00       | >nowhere
        Strp        | 63 00 00 00       | !Offset 0x63 is outside the section
        Strx        | 63                | !
        Addrx       | 63                | !
        Data4       | 01 02             | !4 bytes needed but only
        Block1      | 09 01             | !9 bytes needed but only
        Indirect    | 16 0b 00          | !Form 0x16 after DW_FORM_indirect
        Indirect    | 99 01 00          | !Form 0x99 after DW_FORM_indirect
        Udata       | 80 80             | !LEB128 number without a final byte
        """;

    private static IEnumerable<TestCaseData> Cases() => Forms.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
    {
        string[] columns = [.. line.Split('|', StringSplitOptions.TrimEntries)];
        return new TestCaseData(Enum.Parse<DwForm>(columns[0]), columns[1], columns[2]).SetArgDisplayNames(columns);
    });

    [TestCaseSource(nameof(Cases))]
    public void TryGet_Form_GivesValue(DwForm form, string hex, string expected)
    {
        Die die = OneDie(form, hex);
        if (expected[0] == '!')
        {
            DwarfFormatException error = Assert.Throws<DwarfFormatException>(() => Show(die, form));
            Assert.That(error.Message, Does.Contain(expected[1..]));
            return;
        }
        Assert.That(Show(die, form), Is.EqualTo(expected));
    }

    // int v = 183 of GCC is data1 b7, int v = -73 is sdata b7 7f.
    [TestCase(DwForm.Data1, "b7", 183)]
    [TestCase(DwForm.Data2, "00 ff", 0xff00)]
    [TestCase(DwForm.Data4, "00 00 00 80", 0x8000_0000)]
    [TestCase(DwForm.Data8, "ff ff ff ff ff ff ff ff", -1)]
    [TestCase(DwForm.Sdata, "b7 7f", -73)]
    [TestCase(DwForm.Udata, "b7 01", 183)]
    [TestCase(DwForm.ImplicitConst, "", -7)]
    public void Locate_ConstValue_KeepsItsSign(DwForm form, string hex, long expected)
    {
        VariableLocation location = VariableLocator.Locate(OneDie(form, hex), 0);
        Assert.That(location, Is.InstanceOf<VariableLocation.Constant>());
        Assert.That(BinaryPrimitives.ReadInt64LittleEndian(((VariableLocation.Constant)location).Bytes.Span), Is.EqualTo(expected));
    }

    private static string Show(Die die, DwForm form)
    {
        Assert.That(die.TryGet(DwAt.ConstValue, out AttributeValue value), Is.True);
        if (value.IsString) return $"\"{value.AsString()}\"";
        if (value.IsBlock) return $"[{Convert.ToHexString(value.AsBlock().Span)}]";
        if (value.IsAddress) return $"@{value.AsAddress():x}";
        if (value.IsReference) return value.TryGetReference(out Die target) ? $">{target.Offset - target.Unit.Offset}" : ">nowhere";
        Assert.That(form == DwForm.Indirect || value.Form == form, Is.True);
        return $"{value.AsUnsigned()} {value.AsSigned()}";
    }

    /// <summary>A DWARF 5 unit whose root DIE, at 12, has the bases and one more attribute.</summary>
    private static Die OneDie(DwForm form, string hex)
    {
        DwarfAssembler elf = new();
        elf.Section(".debug_str").Text("one0").Text("two");
        elf.Section(".debug_str").Label("one").Text("one");
        elf.Section(".debug_line_str").Text("line");
        elf.Section(".debug_str_offsets").Unit(u => u.U16(5).U16(0).Label("strings").OffsetOf("one").U32(5));
        elf.Section(".debug_addr").Unit(u => u.U16(5).U8(4).U8(0).Label("addresses").U32(0x0800_0100).U32(0x0800_0200));
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev").Uleb(1).Uleb(DwTag.CompileUnit).U8(0)
            .Uleb(DwAt.StrOffsetsBase).Uleb(DwForm.SecOffset).Uleb(DwAt.AddrBase).Uleb(DwForm.SecOffset).Uleb(DwAt.ConstValue).Uleb(form);
        if (form == DwForm.ImplicitConst) abbreviations.Sleb(-7);
        abbreviations.Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(u => u.U16(5).U8((int)DwUt.Compile).U8(4).OffsetOf("abbrev").Uleb(1).OffsetOf("strings").OffsetOf("addresses").Hex(hex));
        return DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made")).Units.Single().Root;
    }

    [TestCase(false, false, 2)]
    [TestCase(false, true, 3)]
    [TestCase(true, false, 4)]
    [TestCase(true, true, 5)]
    public void Load_AnyByteOrderAndFormat_ReadsUnit(bool isBigEndian, bool is64BitDwarf, int version)
    {
        DwarfAssembler elf = new(isBigEndian, is64Bit: isBigEndian);
        int offsetSize = is64BitDwarf ? 8 : 4;
        elf.Section(".debug_str").Text("").Label("name").Text("main.c");
        elf.Section(".debug_abbrev").Label("abbrev").Uleb(1).Uleb(DwTag.CompileUnit).U8(0)
            .Uleb(DwAt.Name).Uleb(DwForm.Strp).Uleb(DwAt.Language).Uleb(DwForm.Data2).Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(
            u =>
            {
                u.U16(version);
                if (version >= 5) u.U8((int)DwUt.Compile).U8(8).OffsetOf("abbrev", offsetSize);
                else u.OffsetOf("abbrev", offsetSize).U8(8);
                u.Uleb(1).OffsetOf("name", offsetSize).U16((int)DwLang.C99);
            },
            is64BitDwarf);
        CompilationUnit unit = DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made")).Units.Single();
        Assert.Multiple(() =>
        {
            Assert.That(unit.Name, Is.EqualTo("main.c"));
            Assert.That(unit.Language, Is.EqualTo(DwLang.C99));
            Assert.That(unit.Version, Is.EqualTo(version));
            Assert.That(unit.Format, Is.EqualTo(is64BitDwarf ? DwarfFormat.Dwarf64 : DwarfFormat.Dwarf32));
        });
    }

    [Test]
    public void Load_OneBadUnit_CostsOneUnit()
    {
        DwarfAssembler elf = new();
        elf.Section(".debug_abbrev").Label("abbrev").Uleb(1).Uleb(DwTag.CompileUnit).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(0).Uleb(0).Uleb(0);
        DwarfSectionWriter units = elf.Section(".debug_info");
        units.Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).Text("a.c"));
        units.Unit(u => u.U16(77).OffsetOf("abbrev").U8(4).Uleb(1).Text("b.c"));
        units.Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(9));
        units.Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).Text("d.c"));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made"));
        Assert.That(info.Units.Select(u => u.Name), Is.EqualTo(new[] { "a.c", "", "d.c" }));
        Assert.That(info.Diagnostics.Select(d => d.Message), Has.Some.Contains("Unknown DWARF version 77 at .debug_info+0x").And.Some.Contains("Abbreviation 9 is not in the unit's table"));
    }
}
