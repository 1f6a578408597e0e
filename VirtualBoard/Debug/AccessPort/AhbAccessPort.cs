using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Debug.AccessPort;

/// <summary>The AHB-AP: the debugger's way to memory and registers, running or halted (ADIv5, "MEM-AP").</summary>
public sealed class AhbAccessPort : IAccessPort
{
    private const int ControlRegister = 0x00, AddressRegister = 0x04, DataRegister = 0x0C, FirstBanked = 0x10, LastBanked = 0x1C;
    private const uint AutoIncrementWindow = 0x400;

    private readonly Bus _bus;
    private const uint DebugStatus = 1 << 6;        // Cortex-M4 TRM, CSW.DbgStatus: 0 while accesses are locked out.
    private uint _control = 0x2300_0002;
    private uint _address;

    internal AhbAccessPort(Bus bus) => _bus = bus;

    /// <summary>APPROTECT: the port answers nothing but its identification.</summary>
    public bool IsProtected { get; set; }

    private int SizeInBytes => 1 << (int)Math.Min(_control & 7, 2);

    /// <inheritdoc/>
    public bool TryRead(int register, out uint value)
    {
        switch (register)
        {
            case ControlRegister: value = _control | (IsProtected ? 0 : DebugStatus); return true;
            case AddressRegister: value = _address; return true;
            case DataRegister:
                bool read = TryTransfer(_address, SizeInBytes, out value);
                Advance();
                return read;
            case >= FirstBanked and <= LastBanked: return TryTransfer((_address & ~15u) + (uint)(register - FirstBanked), 4, out value);
            case 0xF8: value = RomTable.BaseAddress | 3; return true;
            case 0xFC: value = 0x2477_0011; return true;
            default: value = 0; return true;
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(int register, uint value)
    {
        switch (register)
        {
            case ControlRegister: _control = value & 0xFF00_003F; return true;
            case AddressRegister: _address = value; return true;
            case DataRegister:
                bool written = TryStore(_address, SizeInBytes, value);
                Advance();
                return written;
            case >= FirstBanked and <= LastBanked: return TryStore((_address & ~15u) + (uint)(register - FirstBanked), 4, value);
            default: return true;
        }
    }

    /// <summary>Reads a block as so many transfers of one size, address rising.</summary>
    /// <returns>Bytes read from the front.</returns>
    public int Read(uint address, int sizeInBytes, Span<byte> destination)
    {
        int done = 0;
        for (; done < destination.Length; done += sizeInBytes)
        {
            uint at = address + (uint)done;
            if (!TryTransfer(at, sizeInBytes, out uint value)) break;
            value >>= (int)(8 * (at & 3));
            for (int i = 0; i < sizeInBytes && done + i < destination.Length; i++) destination[done + i] = (byte)(value >> (8 * i));
        }

        return Math.Min(done, destination.Length);
    }

    /// <summary>Writes a block as so many transfers of one size, address rising.</summary>
    /// <returns>Bytes written from the front.</returns>
    public int Write(uint address, int sizeInBytes, ReadOnlySpan<byte> source)
    {
        int done = 0;
        for (; done + sizeInBytes <= source.Length; done += sizeInBytes)
        {
            uint at = address + (uint)done, value = 0;
            for (int i = 0; i < sizeInBytes; i++) value |= (uint)source[done + i] << (8 * i);
            if (!TryStore(at, sizeInBytes, value << (int)(8 * (at & 3)))) break;
        }

        return done;
    }

    /// <summary>Data stands in the byte lanes that its address names.</summary>
    private bool TryTransfer(uint address, int sizeInBytes, out uint value)
    {
        value = 0;
        if (IsProtected || !_bus.TryRead(address & ~(uint)(sizeInBytes - 1), sizeInBytes, BusMaster.Debugger, out uint read)) return false;
        value = read << (int)(8 * (address & 3));
        return true;
    }

    private bool TryStore(uint address, int sizeInBytes, uint value) =>
        !IsProtected && _bus.TryWrite(address & ~(uint)(sizeInBytes - 1), sizeInBytes, BusMaster.Debugger, Lane(value >> (int)(8 * (address & 3)), sizeInBytes));

    private static uint Lane(uint value, int sizeInBytes) => value & (uint.MaxValue >> (32 - (8 * sizeInBytes)));

    // Auto-increment is guaranteed within 1 KB only, and this port wraps there.
    private void Advance()
    {
        if ((_control >> 4 & 3) != 0) _address = (_address & ~(AutoIncrementWindow - 1)) | ((_address + (uint)SizeInBytes) & (AutoIncrementWindow - 1));
    }
}
