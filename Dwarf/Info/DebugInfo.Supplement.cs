using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

// DWARF 5, 7.3.6; before it a GNU extension with the same plan.
public sealed partial class DebugInfo
{
    private const string Impact = "some names and types are not known";
    private const string WithoutDwz = "or use the image as it was before dwz -m";

    private readonly Lazy<SupplementaryFile?> _supplement;

    /// <summary>The file to which <c>dwz -m</c> moved a part of the debug information; null when there is none or it cannot be had, which is then said.</summary>
    internal SupplementaryFile? Supplement => _supplement.Value;

    private SupplementaryFile? OpenSupplement()
    {
        if (Guard(() => Image.SupplementaryLink, null) is not { } link) return null;
        try
        {
            return _companions?.FindSupplementaryFile(link) is { } file
                ? Accept(file, link)
                : Refuse($"dwz moved a part of the debug information to '{link.FileName}' (build id {link.Id}), which was not found or may not be read: {Impact}. Put it where '{link.Source}' names it or beside the image, {WithoutDwz}.");
        }
        catch (ElfFormatException e)
        {
            return Refuse($"dwz moved a part of the debug information to '{link.FileName}', which cannot be read: {Impact}. {e.Message}");
        }
    }

    private SupplementaryFile? Accept(ElfImage file, SupplementaryLink link)
    {
        if (!link.Matches(file))
        {
            string id = SupplementaryLink.IdOf(file) is { } other ? $"has the build id {other}" : "has no build id";
            return Refuse($"dwz moved a part of the debug information to '{link.FileName}', but '{file.Name}' {id} where '{link.Source}' asks for {link.Id}, so it is of another build: {Impact}. Run dwz again on all images together, {WithoutDwz}.");
        }
        // Its DIEs have no way to a third file: what they name there stays unknown, and the rest is read.
        if (file.SupplementaryLink is { } nested)
            Refuse($"The supplementary file '{file.Name}' names one itself, '{nested.FileName}', which DWARF 5 (7.3.6) does not allow and is not read: {Impact}. Run dwz -m again on the images as they were before.");
        return new SupplementaryFile(this, file);
    }

    private SupplementaryFile? Refuse(string message)
    {
        _diagnostics.Add(new DwarfDiagnostic(message, SectionId.ElfFile, 0));
        return null;
    }
}
