using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>A page of debug registers: words only, privileged only, with identification at its end.</summary>
/// <remarks>Reads of part of a word give that part; writes of part of a word are UNPREDICTABLE (DDI0403E C1.1) and change nothing here.</remarks>
internal abstract class DebugRegisters(CoreSightIdentity identity) : IBusDevice
{
    public bool TryRead(BusAccess access, out uint value)
    {
        value = 0;
        if (access.Master == BusMaster.CoreUnprivileged || (access.Offset & (uint)(access.SizeInBytes - 1)) != 0) return false;
        uint offset = access.Offset & ~3u;
        uint word = offset >= CoreSightIdentity.First ? identity.Read(offset) : ReadWord(offset, access.Master);
        value = (word >> (int)(8 * (access.Offset & 3))) & (uint.MaxValue >> (32 - (8 * access.SizeInBytes)));
        return true;
    }

    public virtual bool TryWrite(BusAccess access, uint value)
    {
        if (access.Master == BusMaster.CoreUnprivileged) return false;
        if (access.IsWord && access.Offset < CoreSightIdentity.First) WriteWord(access.Offset, value, access.Master);
        return true;
    }

    protected abstract uint ReadWord(uint offset, BusMaster master);

    protected abstract void WriteWord(uint offset, uint value, BusMaster master);
}
