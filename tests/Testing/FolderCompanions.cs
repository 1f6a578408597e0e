using RspDebug.Dwarf.Elf;

namespace RspDebug.Testing;

/// <summary>Finds the other files of an image where a build leaves them: the package beside it, split units where they were compiled or beside it.</summary>
/// <param name="imagePath">The image.</param>
public sealed class FolderCompanions(string imagePath) : ICompanionFiles
{
    /// <inheritdoc/>
    public ElfImage? FindPackage() => Load(imagePath + ".dwp");

    /// <inheritdoc/>
    public ElfImage? FindSplitUnit(string directory, string name) =>
        Load(Path.Combine(directory, name)) ?? Load(Path.Combine(Path.GetDirectoryName(imagePath)!, Path.GetFileName(name)));

    /// <inheritdoc/>
    public ElfImage? FindSupplementaryFile(SupplementaryLink link) => Load(Path.Combine(Path.GetDirectoryName(imagePath)!, link.FileName));

    private static ElfImage? Load(string path) => File.Exists(path) ? ElfImage.Load(File.ReadAllBytes(path), path) : null;
}
