namespace RspDebug.VirtualBoard.Memory;

/// <summary>The bus matrix: flash, RAM with its alias, and register blocks at 4 KB granularity.</summary>
/// <remarks>Accesses are as aligned as the caller makes them; the core splits what the architecture splits.</remarks>
public sealed class Bus
{
    private const int PageShift = 12;
    private readonly Dictionary<uint, Attachment> _devices = [];

    internal Ram Flash { get; } = new(MemoryMap.FlashSize);

    /// <summary>Counts changes of flash, so that a snapshot knows whether its copy still holds.</summary>
    internal ulong FlashVersion { get; set; }

    internal Ram Memory { get; } = new(MemoryMap.RamSize);

    internal ICodeWriteObserver? CodeObserver { get; set; }

    internal IFlashController? FlashController { get; set; }

    /// <summary>Maps <paramref name="device"/> at <paramref name="baseAddress"/>.</summary>
    /// <param name="baseAddress">Multiple of 4096.</param>
    /// <param name="sizeInBytes">Multiple of 4096; a page holds one device.</param>
    /// <param name="device">Gets offsets from <paramref name="baseAddress"/>.</param>
    /// <exception cref="ArgumentException">Not page-aligned, or the page is taken.</exception>
    public void Attach(uint baseAddress, uint sizeInBytes, IBusDevice device)
    {
        if (((baseAddress | sizeInBytes) & 0xFFF) != 0 || sizeInBytes == 0)
            throw new ArgumentException($"0x{baseAddress:x8}+0x{sizeInBytes:x} is not made of whole 4 KB pages.", nameof(baseAddress));
        for (uint page = baseAddress >> PageShift; page < (baseAddress + (ulong)sizeInBytes) >> PageShift; page++)
            if (!_devices.TryAdd(page, new Attachment(baseAddress, device)))
                throw new ArgumentException($"Page 0x{page << PageShift:x8} has a device already.", nameof(baseAddress));
    }

    internal bool IsAttached(uint address) => _devices.ContainsKey(address >> PageShift);

    /// <summary>Reads 1, 2 or 4 bytes; false is a bus error (nothing mapped, or the device refused).</summary>
    public bool TryRead(uint address, int sizeInBytes, BusMaster master, out uint value)
    {
        if (Locate(address, sizeInBytes, out uint offset) is { } memory)
        {
            value = memory.Read(offset, sizeInBytes);
            return true;
        }

        if (_devices.TryGetValue(address >> PageShift, out Attachment at) && !IsRefused(at, master))
            return at.Device.TryRead(new BusAccess(address - at.Base, sizeInBytes, master), out value);
        value = 0;
        return false;
    }

    /// <summary>Writes 1, 2 or 4 bytes; false is a bus error.</summary>
    public bool TryWrite(uint address, int sizeInBytes, BusMaster master, uint value)
    {
        if (Locate(address, sizeInBytes, out uint offset) is { } memory)
        {
            if (memory == Flash) return FlashController?.TryProgram(offset, sizeInBytes, value) ?? false;
            memory.Write(offset, sizeInBytes, value);
            CodeObserver?.OnRamWritten(offset, (uint)sizeInBytes);
            return true;
        }

        return _devices.TryGetValue(address >> PageShift, out Attachment at) && !IsRefused(at, master)
            && at.Device.TryWrite(new BusAccess(address - at.Base, sizeInBytes, master), value);
    }

    /// <summary>Copies memory to <paramref name="destination"/> as the debugger, in words where both ends allow.</summary>
    /// <returns>Bytes read from the front; fewer than asked at the first bus error.</returns>
    public int Read(uint address, Span<byte> destination, BusMaster master = BusMaster.Debugger)
    {
        int done = 0;
        while (done < destination.Length)
        {
            uint at = address + (uint)done;
            int size = ChunkSize(at, destination.Length - done);
            if (!TryRead(at, size, master, out uint value)) break;
            for (int k = 0; k < size; k++) destination[done + k] = (byte)(value >> (8 * k));
            done += size;
        }

        return done;
    }

    /// <summary>Writes <paramref name="source"/> through the bus, so flash follows the NVMC's rules.</summary>
    /// <returns>Bytes written from the front; fewer than asked at the first bus error.</returns>
    public int Write(uint address, ReadOnlySpan<byte> source, BusMaster master = BusMaster.Debugger)
    {
        int done = 0;
        while (done < source.Length)
        {
            uint at = address + (uint)done;
            int size = ChunkSize(at, source.Length - done);
            uint value = 0;
            for (int k = 0; k < size; k++) value |= (uint)source[done + k] << (8 * k);
            if (!TryWrite(at, size, master, value)) break;
            done += size;
        }

        return done;
    }

    /// <summary>Puts bytes into flash or RAM as a factory programmer would, past the NVMC.</summary>
    /// <exception cref="ArgumentException">The range is not wholly in flash or RAM.</exception>
    public void Load(uint address, ReadOnlySpan<byte> image)
    {
        if (Locate(address, image.Length, out uint offset) is not { } memory)
            throw new ArgumentException($"0x{address:x8}+0x{image.Length:x} is neither flash nor RAM.", nameof(address));
        image.CopyTo(memory.Bytes.AsSpan((int)offset));
        FlashVersion++;
        if (memory == Flash) CodeObserver?.OnFlashChanged(offset, (uint)image.Length);
        else CodeObserver?.OnRamWritten(offset, (uint)image.Length);
    }

    private static int ChunkSize(uint address, int remaining) =>
        (address & 3) == 0 && remaining >= 4 ? 4 : (address & 1) == 0 && remaining >= 2 ? 2 : 1;

    private Ram? Locate(uint address, int sizeInBytes, out uint offset)
    {
        if (Fits(offset = address - MemoryMap.RamBase, sizeInBytes, MemoryMap.RamSize)) return Memory;
        if (Fits(offset = address - MemoryMap.FlashBase, sizeInBytes, MemoryMap.FlashSize)) return Flash;
        return Fits(offset = address - MemoryMap.CodeRamBase, sizeInBytes, MemoryMap.RamSize) ? Memory : null;
    }

    // The private peripheral bus is for privileged code (B3.1.1); the ITM's ports and STIR decide for themselves.
    private static bool IsRefused(Attachment at, BusMaster master) => master == BusMaster.CoreUnprivileged
        && at.Base - MemoryMap.PrivatePeripheralBase < MemoryMap.PrivatePeripheralSize
        && at.Base is not (MemoryMap.PrivatePeripheralBase or MemoryMap.SystemControlBase);

    private static bool Fits(uint offset, int sizeInBytes, uint limit) => offset < limit && (uint)sizeInBytes <= limit - offset;

    private readonly record struct Attachment(uint Base, IBusDevice Device);
}
