using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class FpbComparatorTests
{
    // address | version | FP_COMPn (ARMv7-M ARM C1.11.5; ARMv8-M ARM D1.2.75)
    [TestCase(0x0000_0100u, 1, 0x4000_0101u)]
    [TestCase(0x0000_0102u, 1, 0x8000_0101u)]
    [TestCase(0x1FFF_FFFEu, 1, 0x9FFF_FFFDu)]
    [TestCase(0x0000_0102u, 2, 0x0000_0103u)]
    [TestCase(0x6000_0000u, 2, 0x6000_0001u)]
    public void Encode_Address_IsReadBack(uint address, int version, uint value)
    {
        Assert.That(FpbComparator.Encode(address, version), Is.EqualTo(value));
        Assert.That(FpbComparator.Decode(value, version).Addresses, Is.EqualTo(new[] { address }));
    }

    // value | addresses
    [TestCase(0xC000_0101u, new[] { 0x100u, 0x102u })]
    [TestCase(0x0000_0101u, new uint[0], Description = "remap")]
    [TestCase(0x4000_0100u, new uint[0], Description = "not enabled")]
    public void Decode_Version1_GivesItsBreakpoints(uint value, uint[] addresses) =>
        Assert.That(FpbComparator.Decode(value, 1).Addresses, Is.EqualTo(addresses));
}
