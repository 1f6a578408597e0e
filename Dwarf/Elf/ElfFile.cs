using System.IO.MemoryMappedFiles;

namespace RspDebug.Dwarf.Elf;

/// <summary>Opens an ELF file from disk; the only file access of this library.</summary>
/// <remarks>
/// Large files are memory-mapped, so that only the pages that are read become resident. Smaller ones are read whole: a linker that
/// truncates a mapped file in place would otherwise end the process, and reading a few megabytes costs less than a page fault storm.
/// </remarks>
public sealed class ElfFile : IDisposable
{
    /// <summary>Files up to this size are read into memory instead of being mapped.</summary>
    public const int LargestFileReadWhole = 8 << 20;

    private readonly MappedMemory? _mapping;

    private ElfFile(ElfImage image, MappedMemory? mapping)
    {
        Image = image;
        _mapping = mapping;
    }

    /// <summary>The image; valid until <see cref="Dispose"/>.</summary>
    public ElfImage Image { get; }

    /// <summary>Opens a file and parses its headers.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ElfFormatException">Not an ELF file, larger than 2 GB, or its headers are damaged.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ElfFile Open(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length > Array.MaxLength)
        {
            throw new ElfFormatException($"The file has {stream.Length} bytes; at most {Array.MaxLength} are supported", path, 0, "Strip it, or split its debug information (-gsplit-dwarf).");
        }
        if (stream.Length <= LargestFileReadWhole)
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new ElfFile(ElfImage.Load(bytes, path), null);
        }
        MappedMemory mapping = new(MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true), (int)stream.Length);
        try
        {
            return new ElfFile(ElfImage.Load(mapping.Memory, path), mapping);
        }
        catch (ElfFormatException)
        {
            mapping.Close();
            throw;
        }
    }

    /// <summary>Releases the mapping; the image and everything read from it must no longer be used.</summary>
    public void Dispose() => _mapping?.Close();
}
