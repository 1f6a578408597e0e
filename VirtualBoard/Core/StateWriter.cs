using System.Buffers;
using System.Buffers.Binary;

namespace RspDebug.VirtualBoard.Core;

/// <summary>Collects state as little-endian bytes. The layout is private to one build: snapshots live in memory.</summary>
public sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a flag as one byte.</summary>
    public void Write(bool value) => _bytes.Write([value ? (byte)1 : (byte)0]);

    /// <summary>Writes four bytes.</summary>
    public void Write(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    /// <summary>Writes eight bytes.</summary>
    public void Write(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    /// <summary>Writes bytes without their length: the reader knows it.</summary>
    public void Write(ReadOnlySpan<byte> value) => _bytes.Write(value);
}
