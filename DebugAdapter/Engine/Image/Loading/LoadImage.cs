using System.Buffers.Binary;
using System.Text;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>A file of bytes for the target: ELF, Intel HEX, S-records or plain binary; the content tells which.</summary>
/// <param name="Path">The file.</param>
/// <param name="Parts">Its bytes and where they go, in no order.</param>
internal sealed record LoadImage(string Path, IReadOnlyList<LoadPart> Parts)
{
    private const uint Uf2Mark = 0x0A324655;

    /// <summary>Where the program starts (<c>e_entry</c>); null when the file does not say.</summary>
    public uint? Start { get; init; }

    /// <summary>Bytes of all parts.</summary>
    public long SizeInBytes => Parts.Sum(static part => (long)part.Data.Length);

    /// <summary>The segments of an image that is open already; they are valid as long as it is.</summary>
    public static LoadImage Of(LoadedImage image) => OfElf(image.Elf, image.Path);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImageFileException">It cannot be read or used.</exception>
    public static LoadImage Open(LoadFileName name)
    {
        byte[] bytes;
        try
        {
            bytes = RegularFile.ReadAllBytes(name.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(name.Path, null, $"cannot be read: {error.Message.TrimEnd('.')}", "Build it, or correct the path.");
        }

        return Read(name, bytes);
    }

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="ImageFileException">It cannot be used.</exception>
    public static LoadImage Read(LoadFileName name, byte[] bytes)
    {
        LoadImage? image =
            bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']) ? ReadElf(name.Path, bytes)
            : IsText(bytes, ':') ? new LoadImage(name.Path, IntelHex.Read(name.Path, Encoding.Latin1.GetString(bytes)))
            : IsText(bytes, 'S') ? new LoadImage(name.Path, SRecord.Read(name.Path, Encoding.Latin1.GetString(bytes)))
            : null;
        if (image is null)
            return new LoadImage(name.Path, [ReadBinary(name, bytes)]);
        if (name.Address is not null)
            throw new ImageFileException(name.Path, null, "has addresses of its own", $"Leave out \"@0x{name.Address.Value.Value:x}\"; it is for BIN files.");
        return image.Parts.Count > 0 ? image : throw new ImageFileException(name.Path, null, "has no bytes for the target", "Build it again.");
    }

    private static LoadPart ReadBinary(LoadFileName name, byte[] bytes)
    {
        if (bytes.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Uf2Mark)
            throw new ImageFileException(name.Path, null, "is a UF2 file, which is for a bootloader's drive", "Name the ELF, HEX or BIN file that it was made from.");
        if (bytes.Length == 0)
            throw new ImageFileException(name.Path, null, "is empty", "Build it again.");
        if (name.Address is not { } address)
            throw new ImageFileException(name.Path, null, "is neither ELF, Intel HEX nor S-records; plain bytes have no address", $"Write where they go, such as \"{System.IO.Path.GetFileName(name.Path)}@0x0\".");
        if (address.Value + (ulong)bytes.Length > 1UL << 32)
            throw new ImageFileException(name.Path, null, $"goes beyond the 32-bit address space (0x{address.Value:x}, {bytes.Length} bytes)", "Correct the address.");
        return new LoadPart((uint)address.Value, bytes);
    }

    private static LoadImage ReadElf(string path, byte[] bytes)
    {
        try
        {
            ElfImage elf = ElfImage.Load(bytes, path);
            return elf.Machine == ElfMachine.Arm ? OfElf(elf, path)
                : throw new ImageFileException(path, null, $"is an ELF file for {elf.Machine}, not for Arm", "Name the firmware's file.");
        }
        catch (ElfFormatException error)
        {
            throw new ImageFileException(path, null, $"is not an ELF file that can be used: {error.Message.TrimEnd('.')}", "Build it again.");
        }
    }

    private static LoadImage OfElf(ElfImage elf, string path) =>
        new(path, [.. elf.Segments.Where(static segment => segment.Type == ElfSegmentType.Load && segment.SizeInFile > 0).Select(segment => LoadPart.Of(elf, path, segment))])
        {
            Start = elf.EntryPoint.Value == 0 ? null : (uint)elf.EntryPoint.Value,
        };

    // Whether the first line that is not empty starts a record: a mark and a hexadecimal digit, and nothing but text follows.
    private static bool IsText(ReadOnlySpan<byte> bytes, char mark)
    {
        const int Looked = 64;
        ReadOnlySpan<byte> start = bytes.TrimStart(" \t\r\n"u8);
        if (start.Length < 2 || start[0] != mark || !char.IsAsciiHexDigit((char)start[1])) return false;
        foreach (byte value in start[..Math.Min(Looked, start.Length)])
            if (value is not ((byte)'\r' or (byte)'\n') && value is < 0x20 or > 0x7e)
                return false;
        return true;
    }
}
