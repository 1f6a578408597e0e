using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Indices;

/// <summary>All indices that an image has. A damaged or stale one is left out, with a diagnostic: its units are then searched like those that are in none.</summary>
internal sealed class NameIndices
{
    private readonly DebugInfo _info;
    private readonly List<NameIndex> _all = [];
    private readonly GdbIndex? _gdb;
    private readonly Lazy<RangeMap?> _code;

    private NameIndices(DebugInfo info)
    {
        _info = info;
        if (!info.Sections.Get(SectionId.GdbIndex).IsEmpty && info.Guard(() => GdbIndex.Read(info), null) is { } gdb) _all.Add(_gdb = gdb);
        ReadNameTables();
        _code = new Lazy<RangeMap?>(() => _gdb is null ? null : new RangeMap(_gdb.Code.Items));
    }

    /// <summary>Reads the indices of an image; none is an everyday case.</summary>
    public static NameIndices Read(DebugInfo info) => new(info);

    /// <summary>Finds the unit whose code holds an address; the unit's own ranges have the last word.</summary>
    /// <remarks>gdb takes functions that the linker removed for code at 0, and cuts what overlaps them.</remarks>
    public bool TryFindUnit(CodeAddress address, [NotNullWhen(true)] out CompilationUnit? unit)
    {
        unit = _code.Value is { } code && code.TryFind(address, out int position) ? _gdb!.GetUnit(position) : null;
        return unit is not null;
    }

    /// <summary>What the indices say about one name.</summary>
    public NameFilter FilterFor(NamePattern pattern)
    {
        if (_all.Count == 0 || IsSpeltInSeveralWays(pattern.LastName)) return NameFilter.None;
        List<(NameIndex, HashSet<CompilationUnit>)> answers = [];
        foreach (NameIndex index in _all)
        {
            if (_info.Guard(() => index.Find(pattern.Hash), null) is { } units) answers.Add((index, units));
        }
        return new NameFilter(answers);
    }

    // What is no identifier (long unsigned int, operator new, Rust's *const [u8]) each producer writes in its own way. clang does not list types that it
    // makes up: of an array's index, of what expressions convert to.
    private static bool IsSpeltInSeveralWays(string name) =>
        !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '~') || name.StartsWith("operator", StringComparison.Ordinal) || name == "__ARRAY_SIZE_TYPE__" ||
        name.StartsWith("DW_ATE_", StringComparison.Ordinal);

    private void ReadNameTables()
    {
        SectionReader reader = _info.Sections.Reader(SectionId.DebugNames);
        while (!reader.IsAtEnd)
        {
            int start = reader.Offset;
            try
            {
                _all.Add(NameTable.Read(_info, ref reader));
            }
            catch (DwarfFormatException e)
            {
                _info.DiagnosticBag.Add(e);
                // A bad length leaves no way to the next index.
                if (reader.Offset == start) return;
            }
        }
    }
}
