using System.Buffers.Binary;
using System.Text;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>The part of MessagePack that probe-rs core dumps use: integers, strings, binary, arrays, maps, nil and booleans.</summary>
internal sealed class MessagePackReader(ReadOnlyMemory<byte> bytes)
{
    private int _offset;

    public object? Read()
    {
        byte tag = Next();
        return tag switch
        {
            < 0x80 => (long)tag,
            < 0x90 => ReadMap(tag & 15),
            < 0xa0 => ReadArray(tag & 15),
            < 0xc0 => ReadText(tag & 31),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            >= 0xc4 and <= 0xc6 => Take((int)ReadInteger(1 << (tag - 0xc4))).ToArray(),
            >= 0xcc and <= 0xcf => ReadInteger(1 << (tag - 0xcc)),
            >= 0xd9 and <= 0xdb => ReadText((int)ReadInteger(1 << (tag - 0xd9))),
            0xdc or 0xdd => ReadArray((int)ReadInteger(2 << (tag - 0xdc))),
            0xde or 0xdf => ReadMap((int)ReadInteger(2 << (tag - 0xde))),
            >= 0xe0 => (long)(sbyte)tag,
            _ => throw new InvalidDataException($"MessagePack tag 0x{tag:x2} at {_offset - 1} is not expected in a core dump"),
        };
    }

    private byte Next() => bytes.Span[_offset++];

    private ReadOnlySpan<byte> Take(int count)
    {
        _offset += count;
        return bytes.Span.Slice(_offset - count, count);
    }

    private string ReadText(int length) => Encoding.UTF8.GetString(Take(length));

    private long ReadInteger(int size)
    {
        Span<byte> wide = stackalloc byte[8];
        Take(size).CopyTo(wide[(8 - size)..]);
        return BinaryPrimitives.ReadInt64BigEndian(wide);
    }

    private List<object?> ReadArray(int count)
    {
        var items = new List<object?>(count);
        for (int i = 0; i < count; i++)
            items.Add(Read());
        return items;
    }

    private Dictionary<object, object?> ReadMap(int count)
    {
        var map = new Dictionary<object, object?>(count);
        for (int i = 0; i < count; i++)
        {
            object key = Read()!;
            map[key] = Read();
        }
        return map;
    }
}
