namespace RspDebug.VirtualBoard.Memory;

/// <summary>A block of memory-mapped registers.</summary>
public interface IBusDevice
{
    /// <summary>Reads <see cref="BusAccess.SizeInBytes"/> bytes, zero-extended; false makes a bus error.</summary>
    bool TryRead(BusAccess access, out uint value);

    /// <summary>Writes the low <see cref="BusAccess.SizeInBytes"/> bytes of <paramref name="value"/>; false makes a bus error.</summary>
    bool TryWrite(BusAccess access, uint value);
}
