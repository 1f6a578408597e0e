using System.Text;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>What makes look-ups fast must not change what they find.</summary>
public sealed class LookUpShortcutTests
{
    private const uint Outer = 0x0800_0100, Local = 0x0800_0200;

    [TestCase(true)]
    [TestCase(false)]
    public void FindFunction_FunctionInsideType_IsFoundWithAndWithoutSiblings(bool hasSiblings)
    {
        DebugInfo info = LoadNested(hasSiblings);

        Assert.Multiple(() =>
        {
            Assert.That(info.FindFunction(new CodeAddress(Outer))?.Name, Is.EqualTo("outer"));
            Assert.That(info.FindFunction(new CodeAddress(Local))?.Name, Is.EqualTo("Box::inner"));
            Assert.That(info.FindFunction(new CodeAddress(Local + 0x40)), Is.Null);
            Assert.That(info.Diagnostics, Is.Empty);
        });
    }

    // Both sections come from the compiler, each made its own way.
    [TestCaseSource(typeof(DwarfFixtures), nameof(DwarfFixtures.Names))]
    public void FindUnit_WithAndWithoutAddressRanges_IsTheSame(string name)
    {
        DebugInfo with = DwarfFixtures.Load(name), without = DebugInfo.Load(Without(".debug_aranges", name));

        foreach (ElfSymbol symbol in with.Image.Symbols.Where(s => s.Type == ElfSymbolType.Function && s.SizeInBytes != 0))
        {
            for (ulong i = 0; i < symbol.SizeInBytes; i += 2)
            {
                CodeAddress at = symbol.CodeAddress + (long)i;
                Assert.That(with.FindUnit(at)?.Offset, Is.EqualTo(without.FindUnit(at)?.Offset), $"{symbol.Name} at {at}");
            }
        }
    }

    /// <summary>What is read once is not read again, and what reading took does not stay.</summary>
    [Test]
    public void GetFrames_AskedAgain_AllocatesItsAnswerOnly()
    {
        const int mostBytesAnAnswer = 1500;
        DebugInfo info = DwarfFixtures.Load("gcc-O2-dwarf5");
        CodeAddress[] addresses = [.. info.Image.Symbols.Where(s => s.Type == ElfSymbolType.Function && s.SizeInBytes != 0).Select(s => new CodeAddress(s.Address.Value + (s.SizeInBytes / 2)))];
        foreach (CodeAddress address in addresses) info.GetFrames(address, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (CodeAddress address in addresses) info.GetFrames(address, out _);

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / addresses.Length, Is.LessThan(mostBytesAnAnswer));
    }

    [TestCaseSource(typeof(DwarfFixtures), nameof(DwarfFixtures.Names))]
    public void GetFrames_WithLocation_TellsWhatTryFindLineTells(string name)
    {
        DebugInfo info = DwarfFixtures.Load(name);
        foreach (ElfSymbol symbol in info.Image.Symbols.Where(s => s.Type == ElfSymbolType.Function))
        {
            info.TryFindLine(symbol.CodeAddress, out SourceLocation? expected);
            info.GetFrames(symbol.CodeAddress, out SourceLocation? location);
            Assert.That(location, Is.EqualTo(expected), symbol.Name);
        }
    }

    [TestCase("00000000", "2 bytes needed but only 0 left")]
    [TestCase("10000000", "goes past the end")]
    [TestCase("ffffffff", "64-bit unit is cut off")]
    [TestCase("08000000 0300 00000000 0400", "Unknown version 3")]
    [TestCase("0c000000 0200 00000000 0300 00000000", "Addresses of 3 bytes")]
    [TestCase("0c000000 0200 00000000 0401 00000000", "Segment selectors")]
    [TestCase("04000000 0200 0000", "bytes needed")]
    public void FindUnit_DamagedAddressRanges_AnswersFromTheUnits(string bytes, string diagnostic)
    {
        DebugInfo info = LoadNested(hasSiblings: true, bytes.Replace(" ", "", StringComparison.Ordinal));

        Assert.That(info.FindFunction(new CodeAddress(Outer))?.Name, Is.EqualTo("outer"));
        Assert.That(string.Join('\n', info.Diagnostics.Select(d => d.ToString())), Does.Contain(diagnostic));
    }

    private static ElfImage Without(string section, string name)
    {
        byte[] file = FixtureFiles.Read($"dwarf/{name}.elf");
        byte[] header = Encoding.ASCII.GetBytes(section + "\0");
        int at = file.AsSpan().LastIndexOf(header);
        if (at >= 0) file[at + 1] = (byte)'-';
        return ElfImage.Load(file, name);
    }

    /// <summary>A unit with a structure that has a function with code inside, as for local classes, and a function behind it.</summary>
    private static DebugInfo LoadNested(bool hasSiblings, string addressRanges = "")
    {
        DwarfAssembler elf = new();
        elf.Memory(".text", 0x0800_0000, 0x1000);
        if (addressRanges.Length > 0) elf.Section(".debug_aranges").Hex(addressRanges);
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev");
        abbreviations.Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data4).Uleb(0).Uleb(0);
        abbreviations.Uleb(2).Uleb(DwTag.StructureType).U8(1).Uleb(DwAt.Name).Uleb(DwForm.String);
        if (hasSiblings) abbreviations.Uleb(DwAt.Sibling).Uleb(DwForm.Ref4);
        abbreviations.Uleb(0).Uleb(0);
        abbreviations.Uleb(3).Uleb(DwTag.Subprogram).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data4).Uleb(0).Uleb(0);
        abbreviations.Uleb(0);
        elf.Section(".debug_info").Label("unit").Unit(u =>
        {
            u.U16(4).OffsetOf("abbrev").U8(4);
            u.Uleb(1).U32(Outer).U32(0x200);
            u.Uleb(2).Text("Box");
            if (hasSiblings) u.Distance("unit", "behind");
            u.Uleb(3).Text("inner").U32(Local).U32(0x20).Uleb(0);
            u.Label("behind").Uleb(3).Text("outer").U32(Outer).U32(0x20).Uleb(0);
        });
        return DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made"));
    }
}
