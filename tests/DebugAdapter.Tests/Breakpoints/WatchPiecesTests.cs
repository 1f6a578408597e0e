using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class WatchPiecesTests
{
    // address | bytes | pieces
    [TestCase(0x2000_0000u, 4, "20000000+4")]
    [TestCase(0x2000_0000u, 8, "20000000+4 20000004+4")]
    [TestCase(0x2000_0001u, 3, "20000001+1 20000002+2")]
    [TestCase(0x2000_0001u, 4, "20000001+1 20000002+2 20000004+1")]
    [TestCase(0x2000_0002u, 2, "20000002+2")]
    [TestCase(0x2000_0003u, 1, "20000003+1")]
    [TestCase(0xFFFF_FFFCu, 4, "fffffffc+4")]
    public void Split_Range_IsCoveredByAlignedPieces(uint address, int size, string pieces)
    {
        Assert.That(string.Join(' ', WatchPieces.Split(address, size).Select(p => $"{p.Address:x}+{p.SizeInBytes}")), Is.EqualTo(pieces));
        Assert.That(WatchPieces.Count(address, size), Is.EqualTo(pieces.Split(' ').Length));
    }

    [Test]
    public void Count_LargeObject_IsNotSplit() => Assert.That(WatchPieces.Count(0x2000_0000, 1L << 31), Is.EqualTo(1L << 29));
}
