using System.Buffers.Binary;

namespace RspDebug.VirtualBoard.Memory;

/// <summary>A plain byte array with little-endian access; callers check bounds first.</summary>
internal sealed class Ram(uint sizeInBytes)
{
    public readonly byte[] Bytes = new byte[sizeInBytes];

    public uint Read(uint offset, int sizeInBytes) => sizeInBytes switch
    {
        1 => Bytes[offset],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan((int)offset)),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan((int)offset)),
    };

    public void Write(uint offset, int sizeInBytes, uint value)
    {
        switch (sizeInBytes)
        {
            case 1: Bytes[offset] = (byte)value; break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan((int)offset), (ushort)value); break;
            default: BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan((int)offset), value); break;
        }
    }
}
