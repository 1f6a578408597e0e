using Microsoft.Win32.SafeHandles;

namespace RspDebug.Dwarf.Elf;

/// <summary>Opens an ELF file from disk; with <see cref="RegularFile"/> the only file access of this library.</summary>
/// <remarks>
/// What was read stays what it was, whatever becomes of the file: a firmware is built again while it is debugged. Small files are read whole. Of large ones only
/// the pages that are read become resident, where the system tells before somebody writes the file (Linux, on a local file system); elsewhere they are read whole, too.
/// </remarks>
public sealed class ElfFile : IDisposable
{
    /// <summary>Files up to this size are read into memory: a few megabytes cost less than as many page faults.</summary>
    public const int LargestFileReadWhole = 8 << 20;

    private readonly IDisposable? _mapping;

    private ElfFile(ElfImage image, IDisposable? mapping)
    {
        Image = image;
        _mapping = mapping;
    }

    /// <summary>The image; valid until <see cref="Dispose"/>.</summary>
    public ElfImage Image { get; }

    /// <summary>Opens a file and parses its headers.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ElfFormatException">Not an ELF file, larger than 2 GB, or its headers are damaged.</exception>
    /// <exception cref="IOException">As for <see cref="RegularFile.Open"/>, or it became shorter while it was read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static ElfFile Open(string path)
    {
        SafeFileHandle file = RegularFile.Open(path);
        bool isKept = false;
        try
        {
            long length = RandomAccess.GetLength(file);
            if (length > Array.MaxLength)
            {
                throw new ElfFormatException($"The file has {length} bytes; at most {Array.MaxLength} are supported", path, 0, "Strip it, or split its debug information (-gsplit-dwarf).");
            }

            if (length > LargestFileReadWhole && OperatingSystem.IsLinux() && IsLocal(path) && LeasedMapping.TryMap(file) is { } mapping)
            {
                isKept = true;
                return Load(mapping, path);
            }

            return new ElfFile(ElfImage.Load(RegularFile.ReadAllBytes(file), path), null);
        }
        finally
        {
            if (!isKept) file.Dispose();
        }
    }

    /// <summary>Releases the file; the image and everything read from it must no longer be used.</summary>
    public void Dispose() => _mapping?.Dispose();

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static ElfFile Load(LeasedMapping mapping, string path)
    {
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

    // What another computer does to a file of a network share is not told to this one.
    private static bool IsLocal(string path) => new DriveInfo(Path.GetFullPath(path)).DriveType is DriveType.Fixed or DriveType.Ram;
}
