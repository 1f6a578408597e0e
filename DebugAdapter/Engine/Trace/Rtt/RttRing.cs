using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Trace.Rtt;

/// <summary>One RTT channel as it lies in the target's memory (SEGGER_RTT_BUFFER_UP and _DOWN).</summary>
/// <param name="Address">Of the descriptor.</param>
/// <param name="Buffer">Of the bytes.</param>
/// <param name="Size">Bytes in the buffer; one always stays free.</param>
/// <param name="Write">Where the writer writes next.</param>
/// <param name="Read">Where the reader reads next.</param>
/// <param name="Name">Of its name; 0 without one.</param>
internal readonly record struct RttRing(uint Address, uint Buffer, uint Size, uint Write, uint Read, uint Name)
{
    /// <summary>Bytes of a descriptor: name, buffer, size, write, read, flags.</summary>
    public const int SizeInBytes = 24;

    /// <summary>Offset of the writer's index.</summary>
    public const uint WriteOffset = 12;

    /// <summary>Offset of the reader's index.</summary>
    public const uint ReadOffset = 16;

    private const uint LargestBuffer = 1 << 20;

    /// <summary>Reads a descriptor; null when it cannot be one.</summary>
    public static RttRing? From(uint address, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SizeInBytes) return null;
        var ring = new RttRing(address, Word(bytes, 4), Word(bytes, 8), Word(bytes, 12), Word(bytes, 16), Word(bytes, 0));
        return ring.Size is > 1 and <= LargestBuffer && ring.Write < ring.Size && ring.Read < ring.Size ? ring : null;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
