using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class MemoryRegionsTests
{
    private static readonly MemoryRegions Map = new([new(new MemoryRange(0, 0x10_0000), IsRam: false), new(new MemoryRange(0x80_0000, 0x4_0000), IsRam: true)]);

    // address | with the map | without
    [TestCase(0x0000_0100u, false, false)]
    [TestCase(0x0080_0000u, true, false)]
    [TestCase(0x2000_0000u, true, true)]
    [TestCase(0x3FFF_FFFEu, true, true)]
    [TestCase(0x4000_0000u, false, false)]
    public void IsRam_Address_FollowsTheMapAndThenTheArchitecture(uint address, bool mapped, bool plain) =>
        Assert.That((Map.IsRam(address), new MemoryRegions([]).IsRam(address)), Is.EqualTo((mapped, plain)));

    [TestCase(0x000F_FFFFu, 1, true)]
    [TestCase(0x0010_0000u, 4, false)]
    [TestCase(0x000F_FFFEu, 8, true)]
    [TestCase(0x0080_0000u, 4, false)]
    public void FlashAt_Range_IsFoundWhereItTouches(uint address, int size, bool found) => Assert.That(Map.FlashAt(address, size) is not null, Is.EqualTo(found));
}
