using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Audit.DebugInformation;

/// <summary>Measures the debug information of an image, unit by unit.</summary>
internal sealed class ImageMeasure(LoadedImage image)
{
    /// <summary>Functions that neither CFI nor exception tables can unwind.</summary>
    public List<FunctionInfo> NotUnwindable { get; } = [];

    /// <summary>Function symbols that no unit describes: library code without debug information.</summary>
    public long CountUndescribedFunctions() => image.Elf.Symbols
        .Where(s => s.Type == ElfSymbolType.Function && s.IsDefined && s.SectionIndex != ElfSymbol.AbsoluteSection)
        .Select(s => s.CodeAddress).Distinct().Count(address => image.Info.FindFunction(address) is null);

    /// <summary>All units that have code.</summary>
    public IEnumerable<UnitMeasure> Measure(IProgress<string>? progress)
    {
        int done = 0;
        foreach (CompilationUnit unit in image.Info.Units)
        {
            UnitMeasure measure = Measure(unit);
            if (++done % 200 == 0)
                progress?.Report($"{done} of {image.Info.Units.Length} units measured");
            if (measure.Functions > 0 || measure.Lines > 0)
                yield return measure;
        }
    }

    private UnitMeasure Measure(CompilationUnit unit)
    {
        IReadOnlyList<FunctionInfo> functions = image.Info.GetFunctions(unit);
        FunctionInfo[] lost = [.. functions.Where(f => !IsUnwindable(f.EntryPoint))];
        NotUnwindable.AddRange(lost);
        (long lines, long breakable) = CountLines(unit);
        return functions.SelectMany(image.Info.GetAllScopes).Aggregate(
            new UnitMeasure(unit.Name) { Functions = functions.Count, Unwindable = functions.Count - lost.Length, Lines = lines, BreakableLines = breakable },
            (sum, scope) => sum.Plus(Measure(scope)));
    }

    private static UnitMeasure Measure(VariableScope scope)
    {
        long size = scope.Ranges.Sum((CodeRange range) => (long)range.SizeInBytes);
        long[] covered = [.. scope.Variables.Select(v => (long)v.CountCoveredBytes(scope.Ranges))];
        return new UnitMeasure("") { Variables = covered.Length, Located = covered.Count(c => c > 0), ScopeBytes = size * covered.Length, CoveredBytes = covered.Sum() };
    }

    private (long Lines, long Breakable) CountLines(CompilationUnit unit)
    {
        if (image.Info.GetLineTable(unit) is not { } table)
            return (0, 0);
        LineRow[] rows = [.. table.Rows.ToArray().Where(r => r.Line != 0 && !r.IsEndOfSequence)];
        return (rows.Select(r => (r.File, r.Line)).Distinct().Count(), rows.Where(r => r.IsStatement).Select(r => (r.File, r.Line)).Distinct().Count());
    }

    private bool IsUnwindable(CodeAddress entry) =>
        image.Unwind.Frames?.TryFindFde(entry, out _) == true || image.Unwind.Exceptions?.TryFind(entry, out _) == true;
}
