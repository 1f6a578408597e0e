using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Finds on disk the other files that an image's debug information is spread over, and keeps them open as long as the image.</summary>
/// <param name="imagePath">The image.</param>
internal sealed class CompanionFiles(string imagePath) : ICompanionFiles, IDisposable
{
    private const string SystemFolder = "/usr/lib/debug";

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(imagePath)) ?? "";
    private readonly List<ElfFile> _files = [];
    private readonly Lock _gate = new();

    /// <summary>Hears of each file that is used.</summary>
    public Action<string>? Opened { get; init; }

    /// <summary>An image with what was stripped from it: from a file that has its build id, or that its debug link names.</summary>
    /// <param name="image">The image; given back as it is when it has debug information or none can be found.</param>
    /// <remarks>GDB manual, "Separate Debug Files"; the image's folder counts as a debug directory, too.</remarks>
    public ElfImage Complete(ElfImage image)
    {
        if (image.FindDebugSection(".debug_info") is not null) return image;
        ElfImage? found = null;
        if (image.BuildId is { } id && id.ToString() is { Length: > 2 } hex)
            found = OpenFirst(DebugFolders().Select(folder => Path.Combine(folder, ".build-id", hex[..2], hex[2..] + ".debug")), candidate => id.Equals(candidate.BuildId));
        if (found is null && image.DebugLink is { } link)
            found = OpenFirst([.. new[] { _folder, Path.Combine(_folder, ".debug"), SystemFolder + _folder }.Select(folder => Path.Combine(folder, Path.GetFileName(link.FileName)))], candidate => link.Matches(candidate.File.Span));
        return found is null ? image : image.WithDebugFile(found);
    }

    /// <inheritdoc/>
    /// <remarks>gdb, "Separate Debug Files" and the names that dwp and llvm-dwp give: the image's name with <c>.dwp</c> behind it, or in place of its extension.</remarks>
    public ElfImage? FindPackage() => OpenFirst([imagePath + ".dwp", Path.ChangeExtension(imagePath, ".dwp")], static _ => true);

    /// <inheritdoc/>
    /// <remarks>Where the compiler put it; on another machine, or after a move, at the same place relative to the image, or beside it.</remarks>
    public ElfImage? FindSplitUnit(string directory, string name) =>
        OpenFirst([Path.Combine(directory, name), Path.Combine(_folder, name), Path.Combine(_folder, Path.GetFileName(name.Replace('\\', '/')))], static _ => true);

    /// <inheritdoc/>
    /// <remarks>GDB manual, "Separate Debug Files": by its build id as the debug files of stripped images, else where the image or its debug file names it, else beside the image.</remarks>
    public ElfImage? FindSupplementaryFile(SupplementaryLink link)
    {
        string id = link.Id.ToString(), name = Path.GetFileName(link.FileName.Replace('\\', '/'));
        string[] paths =
        [
            .. id.Length > 2 ? DebugFolders().Select(folder => Path.Combine(folder, ".build-id", id[..2], id[2..] + ".debug")) : [],
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(link.Source)) ?? "", link.FileName),
            Path.Combine(_folder, link.FileName),
            .. DebugFolders().SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, ".dwz", name) }),
        ];
        if (OpenFirst(paths, link.Matches) is { } match) return match;
        // None fits. What the image names is given all the same, or its damage told: so that it is said what is wrong with it.
        return paths.FirstOrDefault(File.Exists) is { } wrong ? Open(wrong) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (ElfFile file in _files) file.Dispose();
            _files.Clear();
        }
    }

    private string[] DebugFolders() => [_folder, Path.Combine(_folder, ".debug"), SystemFolder];

    private ElfImage? OpenFirst(IEnumerable<string> paths, Func<ElfImage, bool> fits)
    {
        foreach (string path in paths.Distinct(StringComparer.Ordinal))
        {
            if (TryOpen(path, fits) is { } image) return image;
        }

        return null;
    }

    private ElfImage? Open(string path)
    {
        try
        {
            ElfFile file = ElfFile.Open(path);
            lock (_gate) _files.Add(file);
            return file.Image;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
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
                Opened?.Invoke(path);
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
