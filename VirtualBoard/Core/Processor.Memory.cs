using System.Buffers.Binary;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    private readonly byte[] _ram;
    private readonly byte[] _flash;
    private readonly CodeCache _code;
    private bool _fastMemory = true;

    /// <summary>Set while an LDRT/STRT executes: the access is made unprivileged whatever the mode.</summary>
    internal bool UnprivilegedAccess { get; set; }

    internal bool TryLoad32(uint address, out uint value)
    {
        uint offset = address - MemoryMap.RamBase;
        if (_fastMemory && offset <= MemoryMap.RamSize - 4)
        {
            value = BinaryPrimitives.ReadUInt32LittleEndian(_ram.AsSpan((int)offset, 4));
            return true;
        }

        if (_fastMemory && address <= MemoryMap.FlashSize - 4)
        {
            value = BinaryPrimitives.ReadUInt32LittleEndian(_flash.AsSpan((int)address, 4));
            return true;
        }

        return TryLoadSlowly(address, 4, out value);
    }

    internal bool TryLoad16(uint address, out uint value)
    {
        uint offset = address - MemoryMap.RamBase;
        if (_fastMemory && offset <= MemoryMap.RamSize - 2)
        {
            value = BinaryPrimitives.ReadUInt16LittleEndian(_ram.AsSpan((int)offset, 2));
            return true;
        }

        return TryLoadSlowly(address, 2, out value);
    }

    internal bool TryLoad8(uint address, out uint value)
    {
        uint offset = address - MemoryMap.RamBase;
        if (_fastMemory && offset < MemoryMap.RamSize)
        {
            value = _ram[offset];
            return true;
        }

        return TryLoadSlowly(address, 1, out value);
    }

    internal bool TryStore32(uint address, uint value)
    {
        uint offset = address - MemoryMap.RamBase;
        if (!_fastMemory || offset > MemoryMap.RamSize - 4) return TryStoreSlowly(address, 4, value);
        BinaryPrimitives.WriteUInt32LittleEndian(_ram.AsSpan((int)offset, 4), value);
        _code.OnRamWritten(offset, 4);
        return true;
    }

    internal bool TryStore16(uint address, uint value)
    {
        uint offset = address - MemoryMap.RamBase;
        if (!_fastMemory || offset > MemoryMap.RamSize - 2) return TryStoreSlowly(address, 2, value);
        BinaryPrimitives.WriteUInt16LittleEndian(_ram.AsSpan((int)offset, 2), (ushort)value);
        _code.OnRamWritten(offset, 2);
        return true;
    }

    internal bool TryStore8(uint address, uint value)
    {
        uint offset = address - MemoryMap.RamBase;
        if (!_fastMemory || offset >= MemoryMap.RamSize) return TryStoreSlowly(address, 1, value);
        _ram[offset] = (byte)value;
        _code.OnRamWritten(offset, 1);
        return true;
    }

    /// <summary>For LDM, LDRD, LDREX and FP loads: not word-aligned is an UNALIGNED UsageFault, whatever CCR says (A3.2.1).</summary>
    internal bool TryLoadAligned32(uint address, out uint value)
    {
        if ((address & 3) == 0) return TryLoad32(address, out value);
        value = 0;
        Raise(Fault.Unaligned, address);
        return false;
    }

    internal bool TryStoreAligned32(uint address, uint value)
    {
        if ((address & 3) == 0) return TryStore32(address, value);
        Raise(Fault.Unaligned, address);
        return false;
    }

    internal void UpdateFastMemory() => _fastMemory = _dataObserver is null && CodePatch is null && !SystemControl.TrapsUnaligned;

    private BusMaster CurrentMaster => IsPrivileged && !UnprivilegedAccess ? BusMaster.Core : BusMaster.CoreUnprivileged;

    private bool TryLoadSlowly(uint address, int sizeInBytes, out uint value)
    {
        if ((address & (uint)(sizeInBytes - 1)) != 0) return TryLoadUnaligned(address, sizeInBytes, out value);
        uint source = CodePatch?.TryRemapLoad(address & ~3u, out uint target) == true ? target | (address & 3) : address;
        if (!Bus.TryRead(source, sizeInBytes, CurrentMaster, out value)) return OnLoadFailed(address);
        _dataObserver?.OnDataAccess(address, sizeInBytes, value, isWrite: false);
        return true;
    }

    private bool TryStoreSlowly(uint address, int sizeInBytes, uint value)
    {
        if ((address & (uint)(sizeInBytes - 1)) != 0) return TryStoreUnaligned(address, sizeInBytes, value);
        if (!Bus.TryWrite(address, sizeInBytes, CurrentMaster, value)) return OnStoreFailed(address);
        _dataObserver?.OnDataAccess(address, sizeInBytes, value, isWrite: true);
        return true;
    }

    /// <summary>True when the load goes on with 0: CCR.BFHFNMIGN in a handler of HardFault or NMI.</summary>
    private bool OnLoadFailed(uint address)
    {
        if (SystemControl.IgnoresBusFaults) return true;
        Raise(Fault.PreciseBusError, address);
        return false;
    }

    private bool OnStoreFailed(uint address)
    {
        if (SystemControl.IgnoresBusFaults) return true;

        // The write buffer takes the store and reports its failure later, except on the private peripheral bus.
        if (Options.ImpreciseStores && !SystemControl.WriteBufferDisabled && address < MemoryMap.PrivatePeripheralBase)
        {
            Exceptions.PendImpreciseBusFault();
            return true;
        }

        Raise(Fault.PreciseBusError, address);
        return false;
    }

    private bool TryLoadUnaligned(uint address, int sizeInBytes, out uint value)
    {
        value = 0;
        if (SystemControl.TrapsUnaligned)
        {
            Raise(Fault.Unaligned, address);
            return false;
        }

        for (int k = 0; k < sizeInBytes; k++)
        {
            if (!Bus.TryRead(address + (uint)k, 1, CurrentMaster, out uint part) && !OnLoadFailed(address + (uint)k)) return false;
            value |= part << (8 * k);
        }

        _dataObserver?.OnDataAccess(address, sizeInBytes, value, isWrite: false);
        return true;
    }

    private bool TryStoreUnaligned(uint address, int sizeInBytes, uint value)
    {
        if (SystemControl.TrapsUnaligned)
        {
            Raise(Fault.Unaligned, address);
            return false;
        }

        for (int k = 0; k < sizeInBytes; k++)
            if (!Bus.TryWrite(address + (uint)k, 1, CurrentMaster, (value >> (8 * k)) & 0xFF)) return OnStoreFailed(address + (uint)k);
        _dataObserver?.OnDataAccess(address, sizeInBytes, value, isWrite: true);
        return true;
    }
}
