using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>The page at 0xE000E000: SysTick, NVIC, SCB, FPU control, and what the debug unit adds (DFSR, DHCSR .. DEMCR).</summary>
public sealed class SystemControlSpace : IBusDevice
{
    private readonly Processor _cpu;
    private readonly List<(uint First, uint Last, IBusDevice Device)> _added = [];

    internal SystemControlSpace(Processor cpu) => _cpu = cpu;

    /// <summary>Adds registers at offsets <paramref name="first"/>..<paramref name="last"/> from 0xE000E000; they go before ours.</summary>
    /// <param name="first">Word offset.</param>
    /// <param name="last">Last word offset, inclusive.</param>
    /// <param name="device">Gets offsets from 0xE000E000, aligned words, with the unprivileged core refused already.</param>
    public void Add(uint first, uint last, IBusDevice device) => _added.Add((first, last, device));

    /// <inheritdoc/>
    public bool TryRead(BusAccess access, out uint value)
    {
        value = 0;
        if (access.Master == BusMaster.CoreUnprivileged || (access.Offset & (uint)(access.SizeInBytes - 1)) != 0) return false;
        uint offset = access.Offset & ~3u;
        if (!TryReadWord(offset, access.Master, out uint word)) return false;
        value = (word >> (int)(8 * (access.Offset & 3))) & Lanes(access.SizeInBytes);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(BusAccess access, uint value)
    {
        uint offset = access.Offset & ~3u;
        if ((access.Offset & (uint)(access.SizeInBytes - 1)) != 0) return false;
        if (access.Master == BusMaster.CoreUnprivileged && !(offset == 0xF00 && _cpu.SystemControl.UnprivilegedMayTrigger)) return false;
        int shift = (int)(8 * (access.Offset & 3));
        return TryWriteWord(offset, access.Master, value << shift, Lanes(access.SizeInBytes) << shift);
    }

    private static uint Lanes(int sizeInBytes) => uint.MaxValue >> (32 - (8 * sizeInBytes));

    private bool TryReadWord(uint offset, BusMaster master, out uint value)
    {
        foreach ((uint first, uint last, IBusDevice device) in _added)
            if (offset >= first && offset <= last) return device.TryRead(new BusAccess(offset, 4, master), out value);
        if (offset is >= 0x010 and < 0x020)
        {
            value = _cpu.SysTick.Read(offset, master);
            return true;
        }

        if (offset is >= 0x100 and < 0x4F0)
        {
            value = _cpu.Nvic.ReadWord(offset);
            return true;
        }

        uint? register = offset is >= 0xF34 and < 0xF40 ? _cpu.FloatContext.Read(offset) : _cpu.SystemControl.Read(offset);
        value = register ?? 0;

        // Reserved words of the system control space read as zero rather than fault (B3.2.2).
        return true;
    }

    private bool TryWriteWord(uint offset, BusMaster master, uint value, uint lanes)
    {
        foreach ((uint first, uint last, IBusDevice device) in _added)
            if (offset >= first && offset <= last) return device.TryWrite(new BusAccess(offset, 4, master), value);
        if (offset is >= 0x010 and < 0x020) _cpu.SysTick.Write(offset, value);
        else if (offset is >= 0x100 and < 0x4F0) _cpu.Nvic.WriteWord(offset, value, lanes);
        else if (offset is >= 0xF34 and < 0xF40) _cpu.FloatContext.Write(offset, value);
        else _cpu.SystemControl.TryWrite(offset, value, lanes);
        return true;
    }
}
