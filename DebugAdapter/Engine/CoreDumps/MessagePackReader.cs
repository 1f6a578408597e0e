using System.Buffers.Binary;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>Reads MessagePack values into plain objects: <see cref="long"/>, <see cref="string"/>, bytes, lists, maps, <see cref="bool"/>, <see cref="double"/>, null.</summary>
/// <remarks>MessagePack specification, "Formats". No count is believed that the rest of the file could not hold, and nesting is bounded.</remarks>
internal sealed class MessagePackReader(ReadOnlyMemory<byte> bytes)
{
    private const int DeepestNesting = 16;

    private int _offset;

    /// <summary>Reads the value that begins here.</summary>
    /// <exception cref="CoreFormatException">Cut off, nested too deeply, or of a type that no core dump has.</exception>
    public object? Read() => Read(DeepestNesting);

    private object? Read(int depth)
    {
        if (depth == 0) throw new CoreFormatException($"values are nested more than {DeepestNesting} deep", _offset);
        byte tag = Take(1)[0];
        return tag switch
        {
            < 0x80 => (long)tag,
            < 0x90 => ReadMap(tag & 15, depth),
            < 0xA0 => ReadArray(tag & 15, depth),
            < 0xC0 => ReadText(tag & 31),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 => ReadBytes(ReadUnsigned(1)),
            0xC5 => ReadBytes(ReadUnsigned(2)),
            0xC6 => ReadBytes(ReadUnsigned(4)),
            0xCA => (double)BinaryPrimitives.ReadSingleBigEndian(Take(4)),
            0xCB => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
            >= 0xCC and <= 0xCF => ReadUnsigned(1 << (tag - 0xCC)),
            0xD0 => (long)(sbyte)Take(1)[0],
            0xD1 => (long)BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            0xD2 => (long)BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            >= 0xD9 and <= 0xDB => ReadText(ReadUnsigned(1 << (tag - 0xD9))),
            0xDC or 0xDD => ReadArray(ReadUnsigned(2 << (tag - 0xDC)), depth),
            0xDE or 0xDF => ReadMap(ReadUnsigned(2 << (tag - 0xDE)), depth),
            >= 0xE0 => (long)(sbyte)tag,
            _ => throw new CoreFormatException($"MessagePack type 0x{tag:x2} is none of a core dump", _offset - 1),
        };
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - _offset) throw new CoreFormatException($"the file ends {count - (bytes.Length - _offset)} bytes too early", _offset);
        _offset += (int)count;
        return bytes.Span.Slice(_offset - (int)count, (int)count);
    }

    private ReadOnlyMemory<byte> ReadBytes(long count)
    {
        Take(count);
        return bytes.Slice(_offset - (int)count, (int)count);
    }

    private string ReadText(long length) => Encoding.UTF8.GetString(Take(length));

    // Unsigned 64-bit values beyond what a long holds are none of a 32-bit core's.
    private long ReadUnsigned(int sizeInBytes)
    {
        ulong value = 0;
        foreach (byte next in Take(sizeInBytes)) value = (value << 8) | next;
        return value <= long.MaxValue ? (long)value : throw new CoreFormatException($"the number {value} is too large", _offset - sizeInBytes);
    }

    private List<object?> ReadArray(long count, int depth)
    {
        CheckCount(count, 1);
        var items = new List<object?>((int)count);
        for (int i = 0; i < count; i++) items.Add(Read(depth - 1));
        return items;
    }

    private Dictionary<object, object?> ReadMap(long count, int depth)
    {
        CheckCount(count, 2);
        var map = new Dictionary<object, object?>((int)count);
        for (int i = 0; i < count; i++)
        {
            int at = _offset;
            object key = Read(depth - 1) ?? throw new CoreFormatException("a key is nil", at);
            map[key] = Read(depth - 1);
        }

        return map;
    }

    private void CheckCount(long count, int bytesEach)
    {
        if (count * bytesEach > bytes.Length - _offset) throw new CoreFormatException($"{count} values are announced, which the file cannot hold", _offset);
    }
}
