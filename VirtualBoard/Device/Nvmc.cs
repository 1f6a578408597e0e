using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Device;

/// <summary>Non-volatile memory controller (nRF52840 PS, "NVMC"): programming clears bits, erasing sets them, both only when CONFIG allows.</summary>
/// <remarks>An operation makes READY 0 for its time; the core stalls when it needs flash before that. A debugger that polls READY while
/// the core is halted sees the operation done: no cycles pass then.</remarks>
internal sealed class Nvmc(Bus bus, Timeline timeline) : IBusDevice, IFlashController, IStateful
{
    public const uint BaseAddress = 0x4001_E000;
    private const uint PageSize = 4096;

    // Typical times at 64 MHz: 41 us a word, 85 ms a page, 169 ms everything.
    private const ulong WordCycles = 2_624;
    private const ulong PageCycles = 5_440_000;
    private const ulong AllCycles = 10_816_000;

    private uint _config, _cache, _partialConfig = 10;
    private ulong _busyUntil;

    /// <summary>UICR contents; programmed and erased like flash.</summary>
    public byte[] UserInformation { get; } = Filled(PageSize);

    public bool TryRead(BusAccess access, out uint value)
    {
        value = 0;
        if (!access.IsWord) return false;
        if (access.Master == BusMaster.Debugger) _busyUntil = Math.Min(_busyUntil, timeline.Cycles);
        uint ready = timeline.Cycles >= _busyUntil ? 1u : 0;
        value = access.Offset switch
        {
            0x400 or 0x408 => ready,
            0x504 => _config,
            0x51C => _partialConfig,
            0x540 => _cache,
            _ => 0,
        };
        return true;
    }

    public bool TryWrite(BusAccess access, uint value)
    {
        if (!access.IsWord) return false;
        switch (access.Offset)
        {
            case 0x504: _config = value & 3; break;
            case 0x508 or 0x510: ErasePage(value); break;
            case 0x50C when (value & 1) != 0: EraseAll(); break;
            case 0x514 when (value & 1) != 0: EraseUserInformation(); break;
            case 0x518: ErasePage(value); break;
            case 0x51C: _partialConfig = value & 0x7F; break;
            case 0x540: _cache = value & 0x101; break;
            default: break;
        }

        return true;
    }

    /// <summary>A store to flash: words only, and only with CONFIG.WEN; anything else is a bus error.</summary>
    public bool TryProgram(uint offset, int sizeInBytes, uint value)
    {
        if (_config != 1 || sizeInBytes != 4 || (offset & 3) != 0) return false;
        Ram flash = bus.Flash;
        flash.Write(offset, 4, flash.Read(offset, 4) & value);
        bus.CodeObserver?.OnFlashChanged(offset, 4);
        bus.FlashVersion++;
        Occupy(WordCycles);
        return true;
    }

    public bool TryProgramUserInformation(uint offset, int sizeInBytes, uint value)
    {
        if (_config != 1 || sizeInBytes != 4 || (offset & 3) != 0) return false;
        for (int k = 0; k < 4; k++) UserInformation[offset + k] &= (byte)(value >> (8 * k));
        Occupy(WordCycles);
        return true;
    }

    /// <summary>Erases flash and UICR, as CTRL-AP ERASEALL does too.</summary>
    public void EraseEverything()
    {
        Array.Fill(bus.Flash.Bytes, (byte)0xFF);
        Array.Fill(UserInformation, (byte)0xFF);
        bus.FlashVersion++;
        bus.CodeObserver?.OnFlashChanged(0, MemoryMap.FlashSize);
    }

    public void Reset()
    {
        _config = _cache = 0;
        _busyUntil = 0;
    }

    public void Save(StateWriter state)
    {
        state.Write(_config);
        state.Write(_cache);
        state.Write(_partialConfig);
        state.Write(_busyUntil);
        state.Write(UserInformation);
    }

    public void Restore(ref StateReader state)
    {
        _config = state.ReadUInt32();
        _cache = state.ReadUInt32();
        _partialConfig = state.ReadUInt32();
        _busyUntil = state.ReadUInt64();
        state.Read(UserInformation);
    }

    private static byte[] Filled(uint size)
    {
        byte[] bytes = new byte[size];
        Array.Fill(bytes, (byte)0xFF);
        return bytes;
    }

    // CONFIG.EEN must be set; an erase outside flash does nothing.
    private void ErasePage(uint address)
    {
        if (_config != 2 || address >= MemoryMap.FlashSize) return;
        uint page = address & ~(PageSize - 1);
        Array.Fill(bus.Flash.Bytes, (byte)0xFF, (int)page, (int)PageSize);
        bus.FlashVersion++;
        bus.CodeObserver?.OnFlashChanged(page, PageSize);
        Occupy(PageCycles);
    }

    private void EraseAll()
    {
        if (_config != 2) return;
        EraseEverything();
        Occupy(AllCycles);
    }

    private void EraseUserInformation()
    {
        if (_config != 2) return;
        Array.Fill(UserInformation, (byte)0xFF);
        Occupy(PageCycles);
    }

    private void Occupy(ulong cycles) => _busyUntil = Math.Max(_busyUntil, timeline.Cycles) + cycles;
}
