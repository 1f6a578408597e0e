using RspDebug.Dwarf.Line;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private const int MostPathsKept = 256;

    private readonly RecentCache<string, List<FileInUnit>> _filesByPath = new(MostPathsKept, _ => 1);
    private List<CompilationUnit>? _lineUnits;

    /// <summary>The files that a path means, as the debug information names them; several when a file was compiled under different names.</summary>
    /// <param name="path">Absolute or relative, with either separator.</param>
    /// <remarks>
    /// Best first: the same path; one a suffix of the other; the same names at the end, the more the better. The file name alone
    /// is enough only when no other file of the image has that name.
    /// </remarks>
    public IReadOnlyList<SourceFile> FindFiles(string path) => [.. MatchFiles(path).Select(f => f.File).Distinct()];

    /// <summary>All source files that the image's units name, each path once, in no particular order.</summary>
    public IReadOnlyList<SourceFile> GetSourceFiles()
    {
        Dictionary<string, SourceFile> files = [];
        foreach (CompilationUnit unit in LineUnits())
        {
            if (GetLineHeader(unit) is not { } header) continue;
            for (int i = 0; i < header.FileCount; i++)
            {
                if (Guard(() => header.FindFile(header.FirstFile + i), null) is { } file) files.TryAdd(file.Path, file);
            }
        }
        return [.. files.Values];
    }

    /// <summary>Reads what the first breakpoint asks for, unit by unit: which files there are, and whose code is where.</summary>
    /// <returns>One unit after the other, each when its part was read. Whoever has a processor to spare runs through them on another thread.</returns>
    public IEnumerable<CompilationUnit> ReadAhead()
    {
        foreach (CompilationUnit unit in LineUnits())
        {
            GetLineHeader(unit);
            yield return unit;
        }
        FindUnit(default);
    }

    private List<FileInUnit> MatchFiles(string path) => _filesByPath.GetOrAdd(path, this, static (p, info) => info.SearchFiles(new SourcePathPattern(p)));

    private List<FileInUnit> SearchFiles(SourcePathPattern pattern)
    {
        List<FileInUnit> found = [];
        SourcePathMatch best = SourcePathMatch.FileNameOnly;
        foreach (CompilationUnit unit in LineUnits())
        {
            if (GetLineHeader(unit) is not { } header) continue;
            for (int i = 0; i < header.FileCount; i++)
            {
                if (!pattern.MayMatch(header.FileEntry(i).Name.Bytes(Sections))) continue;
                int number = header.FirstFile + i;
                if (Guard(() => header.FindFile(number), null) is not { } file) continue;
                SourcePathMatch match = pattern.Match(file.Path);
                if (match.CompareTo(best) < 0) continue;
                if (match.CompareTo(best) > 0) found.Clear();
                best = match;
                found.Add(new FileInUnit(unit, number, file));
            }
        }
        bool isAmbiguous = best == SourcePathMatch.FileNameOnly && found.Select(f => string.Join('/', SourcePath.Split(f.File.Path))).Distinct(StringComparer.Ordinal).Count() > 1;
        return isAmbiguous ? [] : found;
    }

    /// <summary>One unit for each line program; type units share theirs with the unit they came from.</summary>
    private List<CompilationUnit> LineUnits()
    {
        lock (_gate)
        {
            if (_lineUnits is not null) return _lineUnits;
        }
        HashSet<ulong> seen = [];
        List<CompilationUnit> units = [];
        foreach (CompilationUnit unit in Units)
        {
            if (unit.IsTypeUnit) continue;
            if (Guard(() => unit.Listed.RootAttributes.LineProgram, null) is { } offset && !unit.IsPartial && seen.Add(offset)) units.Add(unit);
        }
        lock (_gate) return _lineUnits ??= units;
    }

    private sealed record FileInUnit(CompilationUnit Unit, int Number, SourceFile File);
}
