using System.Buffers.Binary;

namespace RspDebug.Dwarf.Elf;

/// <summary>Reads header fields in the file's byte order and width; every read is checked against the end of the file.</summary>
internal readonly ref struct ElfFields(ReadOnlySpan<byte> file, string name, bool is64, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _file = file;

    public bool Is64 { get; } = is64;

    public ulong Length => (ulong)_file.Length;

    public ushort Half(ulong offset)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, 2);
        return isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint Word(ulong offset)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, 4);
        return isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong Xword(ulong offset)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, 8);
        return isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>A field that is a word in ELF32 and a doubleword in ELF64, at an offset that depends on the class.</summary>
    public ulong Native(ulong start, int offset32, int offset64) => Is64 ? Xword(start + (ulong)offset64) : Word(start + (ulong)offset32);

    /// <summary>A word at an offset that depends on the class.</summary>
    public uint WordAt(ulong start, int offset32, int offset64) => Word(start + (ulong)(Is64 ? offset64 : offset32));

    public ReadOnlySpan<byte> Slice(ulong offset, ulong length)
    {
        if (offset > Length || length > Length - offset)
        {
            throw new ElfFormatException($"File ends after {Length} bytes where {length} more are needed", name, offset, "Build or copy the file again: it is cut short or damaged.");
        }
        return _file.Slice((int)offset, (int)length);
    }
}
