using System.Globalization;

namespace RspDebug.Dwarf.Elf;

/// <summary>The file is not a usable ELF file; says what is wrong, where, and how to fix it.</summary>
public sealed class ElfFormatException : Exception
{
    internal ElfFormatException(string what, string file, ulong offset, string fix)
        : base(string.Create(CultureInfo.InvariantCulture, $"{what} at {file}+0x{offset:x}. {fix}"))
    {
        What = what;
        File = file;
        Offset = offset;
        Fix = fix;
    }

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>Name of the file as given to <see cref="ElfImage.Load"/>.</summary>
    public string File { get; }

    /// <summary>Byte offset in the file.</summary>
    public ulong Offset { get; }

    /// <summary>What the user can do about it.</summary>
    public string Fix { get; }
}
