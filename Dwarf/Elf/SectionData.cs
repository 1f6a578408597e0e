using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace RspDebug.Dwarf.Elf;

/// <summary>Fetches a section's bytes and expands the two compressed forms.</summary>
internal static class SectionData
{
    private const uint CompressZlib = 1;
    private const uint CompressZstd = 2;
    private const string Rebuild = "Build or copy the file again: it is damaged.";

    // Deflate cannot expand more than 1032:1, so a larger claim is a lie and is refused before memory is asked for.
    private const ulong LargestRatio = 1032;

    // Debug sections expand to 2 to 10 times their size. A larger claim is checked before memory is asked for: 40 KB of strings may claim 40 MB.
    private const ulong UsualRatio = 16;

    public static ReadOnlyMemory<byte> Load(ElfImage image, ElfSection section)
    {
        if (section.Type is ElfSectionType.NoBits or ElfSectionType.Null || section.SizeInBytes == 0) return default;
        ulong length = (ulong)image.File.Length;
        if (section.FileOffset > length || section.SizeInBytes > length - section.FileOffset)
        {
            throw new ElfFormatException($"Section {section.Name} of {section.SizeInBytes} bytes reaches past the end of the file", image.Name, section.FileOffset, Rebuild);
        }
        ReadOnlyMemory<byte> stored = image.File.Slice((int)section.FileOffset, (int)section.SizeInBytes);
        if (section.Flags.HasFlag(ElfSectionFlags.Compressed)) return ExpandGabi(image, section, stored);
        // .zdebug_*: "ZLIB", then the expanded size as 8 big-endian bytes, whatever the file's byte order (GNU convention before SHF_COMPRESSED).
        if (section.Name.StartsWith(".zdebug", StringComparison.Ordinal) && stored.Length >= 12 && stored.Span[..4].SequenceEqual("ZLIB"u8))
        {
            return Expand(image, section, stored[12..], BinaryPrimitives.ReadUInt64BigEndian(stored.Span[4..]));
        }
        return stored;
    }

    private static ReadOnlyMemory<byte> ExpandGabi(ElfImage image, ElfSection section, ReadOnlyMemory<byte> stored)
    {
        // gABI, "Section Compression": Elf32_Chdr { type, size, addralign }; Elf64_Chdr { type, reserved, size, addralign }.
        int headerSize = image.Class == ElfClass.Elf64 ? 24 : 12;
        if (stored.Length < headerSize)
            throw new ElfFormatException($"Section {section.Name} of {stored.Length} bytes is too short for the header of a compressed one", image.Name, section.FileOffset, Rebuild);
        ElfFields fields = new(stored.Span, image.Name, image.Class == ElfClass.Elf64, image.IsBigEndian);
        uint type = fields.Word(0);
        ulong size = fields.Native(0, 4, 8);
        ReadOnlyMemory<byte> packed = stored[headerSize..];
        return type switch
        {
            CompressZlib => Expand(image, section, packed, size),
            CompressZstd => throw new ElfFormatException($"Section {section.Name} is compressed with zstd, which is not supported", image.Name, section.FileOffset,
                "Run `objcopy --decompress-debug-sections FILE`, or build with -gz=zlib or -gz=none."),
            _ => throw new ElfFormatException($"Section {section.Name} has unknown compression type {type}", image.Name, section.FileOffset,
                "Run `objcopy --decompress-debug-sections FILE`, or build with -gz=none."),
        };
    }

    private static byte[] Expand(ElfImage image, ElfSection section, ReadOnlyMemory<byte> packed, ulong size)
    {
        if (size > ((ulong)packed.Length * LargestRatio) + 64 || size > (ulong)Array.MaxLength)
        {
            throw new ElfFormatException($"Section {section.Name} claims to expand from {packed.Length} to {size} bytes", image.Name, section.FileOffset, Rebuild);
        }
        try
        {
            if (size > (ulong)packed.Length * UsualRatio && !HoldsBytes(packed, size)) throw new EndOfStreamException($"it ends before the {size} bytes that its header claims.");
            byte[] expanded = new byte[size];
            using ZLibStream inflater = new(OpenStream(packed), CompressionMode.Decompress);
            inflater.ReadExactly(expanded);
            return expanded;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ElfFormatException($"Section {section.Name} does not expand: {e.Message}", image.Name, section.FileOffset, Rebuild);
        }
    }

    private static bool HoldsBytes(ReadOnlyMemory<byte> packed, ulong size)
    {
        using ZLibStream inflater = new(OpenStream(packed), CompressionMode.Decompress);
        Span<byte> passed = stackalloc byte[4096];
        ulong count = 0;
        while (count < size && inflater.Read(passed) is > 0 and var read) count += (ulong)read;
        return count >= size;
    }

    private static MemoryStream OpenStream(ReadOnlyMemory<byte> packed) =>
        MemoryMarshal.TryGetArray(packed, out ArraySegment<byte> array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(packed.ToArray(), writable: false);
}
