using System.Buffers.Binary;

namespace RspDebug.VirtualBoard.Core;

/// <summary>Reads what a <see cref="StateWriter"/> wrote, in the same order.</summary>
public ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Reads a flag.</summary>
    public bool ReadBoolean() => Take(1)[0] != 0;

    /// <summary>Reads four bytes.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Reads eight bytes.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Fills <paramref name="destination"/>.</summary>
    public void Read(Span<byte> destination) => Take(destination.Length).CopyTo(destination);

    private ReadOnlySpan<byte> Take(int length)
    {
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
