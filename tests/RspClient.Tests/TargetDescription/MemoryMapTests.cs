using System.Text;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Tests.TargetDescription;

[TestFixture]
public sealed class MemoryMapTests
{
    private const string Map =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE memory-map PUBLIC \"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\" \"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n"
        + "<memory-map>\\n<memory type=\"flash\" start=\"0x0\" length=\"0x100000\">\\n<property name=\"blocksize\">0x1000</property></memory>\\n"
        + "<memory type=\"ram\" start=\"536870912\" length=\"262144\"/>\\n<memory type=\"rom\" start=\"0x10000000\" length=\"0x100\"/>\\n</memory-map>\n";

    [Test]
    public void Parse_LiteralNewlinesAndDoctype_GivesRegions()
    {
        var diagnostics = new List<string>();
        MemoryMap map = Parse(Map, diagnostics);
        Assert.That(map.Regions, Is.EqualTo((MemoryRegion[])
        [
            new(MemoryKind.Flash, new TargetAddress(0), 0x100000, 0x1000),
            new(MemoryKind.Ram, new TargetAddress(0x2000_0000), 0x40000, 0),
            new(MemoryKind.Rom, new TargetAddress(0x1000_0000), 0x100, 0),
        ]));
        Assert.That(diagnostics, Is.Empty);
    }

    [TestCase(0x0UL, MemoryKind.Flash)]
    [TestCase(0xfffffUL, MemoryKind.Flash)]
    [TestCase(0x2000_0000UL, MemoryKind.Ram)]
    [TestCase(0x2003_ffffUL, MemoryKind.Ram)]
    public void Find_InsideRegion_GivesIt(ulong address, MemoryKind expected) =>
        Assert.That(Parse(Map, []).Find(new TargetAddress(address))?.Kind, Is.EqualTo(expected));

    [TestCase(0x100000UL)]
    [TestCase(0x2004_0000UL)]
    [TestCase(ulong.MaxValue)]
    public void Find_OutsideRegions_GivesNull(ulong address) => Assert.That(Parse(Map, []).Find(new TargetAddress(address)), Is.Null);

    [Test]
    public void Find_RegionUpToTheLastAddress_DoesNotOverflow()
    {
        MemoryMap map = Parse("<memory-map><memory type='ram' start='0xfffffffffffff000' length='0x1000'/></memory-map>", []);
        Assert.That(map.Find(new TargetAddress(ulong.MaxValue))?.Kind, Is.EqualTo(MemoryKind.Ram));
        Assert.That(map.Find(new TargetAddress(0)), Is.Null);
    }

    [TestCase("<memory type='ram' start='x' length='1'/>")]
    [TestCase("<memory type='ram' length='1'/>")]
    [TestCase("<memory type='ram' start='0' length='0'/>")]
    [TestCase("<memory type='ram' start='-1' length='1'/>")]
    public void Parse_RegionWithoutNumbers_IsLeftOutWithDiagnostic(string region)
    {
        var diagnostics = new List<string>();
        Assert.That(Parse($"<memory-map>{region}</memory-map>", diagnostics).Regions, Is.Empty);
        Assert.That(diagnostics, Has.Count.EqualTo(1));
    }

    [Test]
    public void Parse_BlockSizeOfARegionThatWasLeftOut_GoesNowhere()
    {
        MemoryMap map = Parse("<memory-map><memory type='ram' start='0' length='16'/><memory type='flash' start='?'><property name='blocksize'>4</property></memory></memory-map>", []);
        Assert.That(map.Regions[0].BlockSizeInBytes, Is.Zero);
    }

    [Test]
    public void Parse_CutAtEveryLength_ThrowsOnlyTheTypedError()
    {
        for (int length = 0; length < Map.TrimEnd().Length; length++)
            Assert.That(() => Parse(Map[..length], []), Throws.InstanceOf<RspProtocolException>(), $"cut at {length}");
    }

    private static MemoryMap Parse(string document, ICollection<string> diagnostics) => MemoryMap.Parse(Encoding.UTF8.GetBytes(document), diagnostics);
}
