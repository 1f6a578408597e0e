using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>Opens core dumps of all formats; the content tells which one it is.</summary>
internal static class CoreDumpFile
{
    /// <summary>Dumps hold RAM, a few megabytes at most; a larger file is none.</summary>
    public const long LargestFileInBytes = 512L << 20;

    private const string Formats = "Core dumps of probe-rs, ELF core files and JSON (`registers`, `memory`) can be read.";

    /// <summary>Reads a dump.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CoreDumpException">Missing, too large, of no known format, or damaged.</exception>
    public static CoreDump Load(string path)
    {
        byte[] bytes = ReadAll(path);
        try
        {
            return Parse(bytes, path);
        }
        catch (Exception damage) when (damage is CoreFormatException or ElfFormatException)
        {
            throw new CoreDumpException($"The core dump '{path}' cannot be used: {damage.Message.TrimEnd('.')}. Take the dump again. {Formats}", damage);
        }
    }

    /// <summary>Reads a dump that is in memory.</summary>
    /// <exception cref="CoreFormatException">Of no known format, or damaged.</exception>
    /// <exception cref="ElfFormatException">An ELF file whose headers are damaged.</exception>
    public static CoreDump Parse(ReadOnlyMemory<byte> bytes, string name) => Kind(bytes.Span) switch
    {
        0x7F => ElfCore.Read(ElfImage.Load(bytes, name)),
        (byte)'{' => JsonCore.Read(bytes),
        // MessagePack: a map of up to 15 pairs, or one with a 16 or 32-bit count.
        >= 0x80 and <= 0x8F or 0xDE or 0xDF => ProbeRsCore.Read(bytes),
        _ => throw new CoreFormatException("it begins like no known format", 0),
    };

    private static byte Kind(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFileInBytes } file)
                throw new CoreDumpException($"'{path}' has {file.Length >> 20} MB; a core dump of a microcontroller has at most {LargestFileInBytes >> 20}. {Formats}");
            return RegularFile.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new CoreDumpException($"The core dump '{path}' cannot be read: {missing.Message} Check the path and its rights.", missing);
        }
    }
}
