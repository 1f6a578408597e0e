using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>What lies where, by the server's memory map; without one, by the architecture's.</summary>
/// <param name="regions">The map, or empty.</param>
internal sealed class MemoryRegions(IReadOnlyList<TargetRegion> regions)
{
    // ARMv7-M ARM B3.1: SRAM region.
    private const uint SramStart = 0x2000_0000, SramEnd = 0x4000_0000;

    /// <summary>True where the server can write a BKPT.</summary>
    public bool IsRam(uint address)
    {
        foreach (TargetRegion region in regions)
            if (region.Range.Contains(address, 1))
                return region.IsRam;
        return address is >= SramStart and < SramEnd;
    }

    /// <summary>The flash or ROM region that a range touches, when the map tells of one.</summary>
    public MemoryRange? FlashAt(uint address, int sizeInBytes)
    {
        var range = new MemoryRange(address, (uint)sizeInBytes);
        foreach (TargetRegion region in regions)
            if (!region.IsRam && region.Range.Overlaps(range))
                return region.Range;
        return null;
    }
}
