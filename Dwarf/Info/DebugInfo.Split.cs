using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

// Split DWARF: DWARF 5, 3.1.2, 3.1.3 and 7.3.5; before it a GNU extension of DWARF 4 with the same plan.
public sealed partial class DebugInfo
{
    private readonly ICompanionFiles? _companions;
    private readonly Dictionary<string, SplitFile?> _splitFiles = [];
    private readonly Lock _splitGate = new();

    /// <summary>Type units of the <c>.dwo</c> and <c>.dwp</c> files that were opened until this moment.</summary>
    internal IReadOnlyList<CompilationUnit> SplitTypeUnits
    {
        get { lock (_splitGate) return [.. _splitFiles.Values.OfType<SplitFile>().SelectMany(f => f.TypeUnits)]; }
    }

    /// <summary>Where the DIEs of a unit are: in its split file when it has one and the file can be found, else in the unit itself.</summary>
    internal UnitContent ResolveSplit(CompilationUnit skeleton) => Guard(() => FindSplit(skeleton), null) ?? skeleton.Content;

    private bool MayBeSkeleton(UnitHeader header) =>
        header.Kind == DwUt.Skeleton || (header.Encoding.Version < 5 && header.Kind == DwUt.Compile && Image.FindDebugSection(SectionId.DebugAddr.Name()) is not null);

    private UnitContent? FindSplit(CompilationUnit skeleton)
    {
        Die root = skeleton.Root;
        if (!root.TryGet(DwAt.DwoName, out AttributeValue name) && !root.TryGet(DwAt.GNUDwoName, out name)) return null;
        ulong id = root.TryGet(DwAt.GNUDwoId, out AttributeValue old) ? old.AsUnsigned() : skeleton.Signature;
        string path = name.AsString();
        if (GetSplitFile("", () => _companions?.FindPackage())?.FindUnit(id, skeleton) is { } packaged) return packaged;
        if (GetSplitFile($"{skeleton.CompilationDirectory}\n{path}", () => _companions?.FindSplitUnit(skeleton.CompilationDirectory, path)) is not { } file)
        {
            Report(skeleton, $"The debug information of a unit is in '{path}' (compiled in '{skeleton.CompilationDirectory}'), which was not found: its variables and types are not known", "Keep the .dwo files where they were built, or put a .dwp package beside the image");
            return null;
        }
        if (file.FindUnit(id, skeleton) is { } found) return found;
        Report(skeleton, $"'{path}' has no unit with the id 0x{id:x16} that the image asks for: it is of another build", "Build again");
        return null;
    }

    private SplitFile? GetSplitFile(string key, Func<ElfImage?> open)
    {
        lock (_splitGate)
        {
            if (_splitFiles.TryGetValue(key, out SplitFile? file)) return file;
            ElfImage? image = open();
            if (image is not null) file = SplitFile.Load(this, image);
            _splitFiles.Add(key, file);
            return file;
        }
    }

    private void Report(CompilationUnit unit, string what, string fix) =>
        _diagnostics.Add(new DwarfDiagnostic($"{what} at {unit.Section.Name()}+0x{unit.Offset:x}. {fix}.", unit.Section, unit.Offset));
}
