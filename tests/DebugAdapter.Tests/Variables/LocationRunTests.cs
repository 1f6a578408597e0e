using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Numbers that expressions give, in images of either byte order; expectations follow from DWARF 5, 2.5.1 and 2.6.1.1.4.</summary>
public sealed class LocationRunTests
{
    private const uint Place = 0x2000_0000;

    // What is written in more than one byte follows the image: operands (const2u, addr), the memory read (01 02 03 04), and implicit values.
    [TestCase(false, "35", 0x05ul, "lit5")]
    [TestCase(true, "35", 0x05ul, "lit5")]
    [TestCase(false, "0a0102", 0x0201ul, "const2u")]
    [TestCase(true, "0a0102", 0x0102ul, "const2u")]
    [TestCase(false, "030000002006", 0x04030201ul, "addr, deref")]
    [TestCase(true, "032000000006", 0x01020304ul, "addr, deref")]
    [TestCase(false, "03000000209402", 0x0201ul, "addr, deref_size 2")]
    [TestCase(true, "03200000009402", 0x0102ul, "addr, deref_size 2")]
    [TestCase(false, "9e0401020304", 0x04030201ul, "implicit_value")]
    [TestCase(true, "9e0401020304", 0x01020304ul, "implicit_value")]
    [TestCase(true, "0a0102080222", 0x0104ul, "const2u, const1u 2, plus")]
    public void Number_OfAnExpression_FollowsTheByteOrderOfTheImage(bool isBigEndian, string expression, ulong expected, string operations)
    {
        DwarfAssembler elf = new(isBigEndian);
        elf.Section(".debug_abbrev").Label("abbrev").Uleb(1).Uleb(DwTag.CompileUnit).U8(0).Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made"));
        LocationRun run = new(info, info.Units[0], null, new BufferMemory(Place, [1, 2, 3, 4]), ExpressionKind.Value);

        Assert.That(run.Number(Convert.FromHexString(expression), out _), Is.EqualTo(expected), operations);
    }
}
