namespace RspDebug.Dwarf.Elf;

/// <summary>Finds the other files that an image's debug information is spread over; the caller knows the file system.</summary>
/// <remarks>What is given back stays valid as long as the image is used. A wrong or stale file is no danger: its ids are compared.</remarks>
public interface ICompanionFiles
{
    /// <summary>The package of all split units of the image (<c>IMAGE.dwp</c>); null when there is none.</summary>
    ElfImage? FindPackage();

    /// <summary>The file of one split unit (<c>.dwo</c>); null when there is none.</summary>
    /// <param name="directory"><c>DW_AT_comp_dir</c>: where the compiler ran, on the machine it ran on.</param>
    /// <param name="name"><c>DW_AT_dwo_name</c>: absolute, or relative to <paramref name="directory"/>.</param>
    ElfImage? FindSplitUnit(string directory, string name);

    /// <summary>The supplementary file that <c>dwz -m</c> made; null when there is none.</summary>
    /// <param name="link">Its name, and the id that tells it from those of other runs.</param>
    /// <returns>One that <see cref="SupplementaryLink.Matches"/> if there is one, else one of that name.</returns>
    /// <exception cref="ElfFormatException">The file is there, and is no ELF file or damaged.</exception>
    ElfImage? FindSupplementaryFile(SupplementaryLink link);
}
