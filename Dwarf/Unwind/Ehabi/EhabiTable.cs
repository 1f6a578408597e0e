using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>The Arm exception index (<c>.ARM.exidx</c>) and the table entries it points to.</summary>
/// <remarks>
/// EHABI32, sections 6 and 7. An entry is two words: where the function starts (prel31), and 1 for CANTUNWIND, the instructions themselves (bit 31 set),
/// or where they are (prel31). Entries are sorted by the linker.
/// </remarks>
public sealed class EhabiTable
{
    private const int EntrySize = 8;
    private const uint CantUnwind = 1;
    private const int InlineBytes = 3;
    private const uint Compact = 0x8000_0000;

    private readonly ReadOnlyMemory<byte> _index;
    private readonly ulong _address;
    private readonly ICodeMap _image;
    private readonly bool _isBigEndian;

    /// <summary>A table over raw bytes.</summary>
    /// <param name="index">The index section.</param>
    /// <param name="address">Where it lies in the target.</param>
    /// <param name="image">Reads the table entries.</param>
    /// <param name="isBigEndian">Byte order of the image.</param>
    public EhabiTable(ReadOnlyMemory<byte> index, TargetAddress address, ICodeMap image, bool isBigEndian = false)
    {
        _index = index;
        _address = address.Value;
        _image = image;
        _isBigEndian = isBigEndian;
    }

    /// <summary>Entries in the index.</summary>
    public int Count => _index.Length / EntrySize;

    /// <summary>The table of a linked image; null when it has none. An object file has several: <see cref="LoadAll"/>.</summary>
    /// <exception cref="ElfFormatException">The section lies outside the file.</exception>
    public static EhabiTable? Load(ElfImage image)
    {
        if (image.Type == ElfFileType.Relocatable) return null;
        ElfSection? section = image.Sections.FirstOrDefault(candidate => candidate.Type == ElfSectionType.ArmExidx);
        return section is null ? null : new EhabiTable(section.Data, section.Address, new ElfCodeMap(image), image.IsBigEndian);
    }

    /// <summary>The tables of an image, or of an object file one for each section of code, whose addresses count from its start.</summary>
    /// <exception cref="ElfFormatException">A section lies outside the file, or its relocations are damaged.</exception>
    public static IReadOnlyList<EhabiTable> LoadAll(ElfImage image) => image.Type != ElfFileType.Relocatable
        ? Load(image) is { } table ? [table] : []
        : [.. image.Sections.Where(section => section.Type == ElfSectionType.ArmExidx).Select(index => new EhabiTable(index.Data, index.Address, new ObjectTableMap(image, index), image.IsBigEndian))];

    /// <summary>The entry of an address.</summary>
    /// <param name="address">Look-up address.</param>
    /// <param name="entry">The last entry that does not start behind it.</param>
    /// <returns>False when the address lies in front of all entries or the table is empty.</returns>
    /// <exception cref="DwarfFormatException">The entry is damaged or of a kind that no compiler writes for Cortex-M.</exception>
    public bool TryFind(CodeAddress address, [NotNullWhen(true)] out EhabiEntry? entry)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (FunctionAt(middle) <= address)
                low = middle + 1;
            else
                high = middle;
        }
        entry = low == 0 ? null : this[low - 1];
        return entry is not null;
    }

    /// <summary>An entry by position.</summary>
    /// <inheritdoc cref="TryFind" path="/exception"/>
    public EhabiEntry this[int position] =>
        new(FunctionAt(position), position + 1 < Count ? FunctionAt(position + 1) : null, ReadInstructions(position) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null);

    private CodeAddress FunctionAt(int position) => new(Prel31(_address + (ulong)(position * EntrySize), Word(_index.Span, position * EntrySize)));

    private byte[]? ReadInstructions(int position)
    {
        int offset = position * EntrySize + 4;
        uint word = Word(_index.Span, offset);
        if (word == CantUnwind)
            return null;
        if ((word & Compact) == 0)
            return ReadTableEntry(new TargetAddress(Prel31(_address + (ulong)offset, word)), offset);
        if ((word & 0x7f00_0000) != 0)
            throw new DwarfFormatException($"Inline entry 0x{word:x8} names a personality that inline entries cannot have", SectionId.ArmExidx, offset);
        return [(byte)(word >> 16), (byte)(word >> 8), (byte)word];
    }

    // Compact: 1000iiii, i = 0 has three bytes; i = 1 and 2 have a count of further words, then two bytes.
    // Generic: a personality routine, then by the convention of GNU and LLVM a count of further words and three bytes.
    private byte[] ReadTableEntry(TargetAddress address, int indexOffset)
    {
        uint first = ReadWord(address, indexOffset);
        TargetAddress next = address + 4;
        if ((first & Compact) == 0)
        {
            uint second = ReadWord(next, indexOffset);
            return ReadBytes(second, InlineBytes, (int)(second >> 24), next + 4, indexOffset);
        }
        return (first >> 24) switch
        {
            0x80 => ReadBytes(first, InlineBytes, 0, next, indexOffset),
            0x81 or 0x82 => ReadBytes(first, 2, (int)(first >> 16 & 0xff), next, indexOffset),
            _ => throw new DwarfFormatException($"Table entry 0x{first:x8} at {address} has an unknown personality", SectionId.ArmExidx, indexOffset, "Report the compiler and its version"),
        };
    }

    private byte[] ReadBytes(uint first, int bytesOfFirst, int furtherWords, TargetAddress address, int indexOffset)
    {
        byte[] bytes = new byte[bytesOfFirst + 4 * furtherWords];
        for (int i = 0; i < bytesOfFirst; i++)
            bytes[i] = (byte)(first >> 8 * (bytesOfFirst - 1 - i));
        for (int i = 0; i < furtherWords; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytesOfFirst + 4 * i), ReadWord(address + 4L * i, indexOffset));
        return bytes;
    }

    private uint ReadWord(TargetAddress address, int indexOffset)
    {
        Span<byte> bytes = stackalloc byte[4];
        return _image.TryRead(address, bytes)
            ? Word(bytes, 0)
            : throw new DwarfFormatException($"The entry points to {address}, where the image has nothing", SectionId.ArmExidx, indexOffset);
    }

    private uint Word(ReadOnlySpan<byte> bytes, int offset) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    // A signed 31-bit distance from the word itself.
    private static ulong Prel31(ulong place, uint word) => unchecked((uint)((int)place + ((int)(word << 1) >> 1)));
}
