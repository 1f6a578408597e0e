using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Finds on disk the other files that an image's debug information is spread over, and keeps them open as long as the image.</summary>
/// <param name="imagePath">The image.</param>
internal sealed class CompanionFiles(string imagePath) : ICompanionFiles, IDisposable
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(imagePath)) ?? "";
    private readonly List<ElfFile> _files = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    /// <remarks>gdb, "Separate Debug Files" and the names that dwp and llvm-dwp give: the image's name with <c>.dwp</c> behind it, or in place of its extension.</remarks>
    public ElfImage? FindPackage() => OpenFirst([imagePath + ".dwp", Path.ChangeExtension(imagePath, ".dwp")], static _ => true);

    /// <inheritdoc/>
    /// <remarks>Where the compiler put it; on another machine, or after a move, at the same place relative to the image, or beside it.</remarks>
    public ElfImage? FindSplitUnit(string directory, string name) =>
        OpenFirst([Path.Combine(directory, name), Path.Combine(_folder, name), Path.Combine(_folder, Path.GetFileName(name.Replace('\\', '/')))], static _ => true);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (ElfFile file in _files) file.Dispose();
            _files.Clear();
        }
    }

    private ElfImage? OpenFirst(IEnumerable<string> paths, Func<ElfImage, bool> fits)
    {
        foreach (string path in paths.Distinct(StringComparer.Ordinal))
        {
            if (TryOpen(path, fits) is { } image) return image;
        }

        return null;
    }

    // What is missing, unreadable or no ELF file is passed over: the next place may have the right one, and the image tells if none has.
    private ElfImage? TryOpen(string path, Func<ElfImage, bool> fits)
    {
        try
        {
            if (!File.Exists(path)) return null;
            ElfFile file = ElfFile.Open(path);
            if (fits(file.Image))
            {
                lock (_gate) _files.Add(file);
                return file.Image;
            }

            file.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ElfFormatException)
        {
            return null;
        }

        return null;
    }
}
