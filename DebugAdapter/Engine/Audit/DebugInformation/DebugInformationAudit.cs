using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Info;

namespace RspDebug.DebugAdapter.Engine.Audit.DebugInformation;

/// <summary>The audit of debug information: how much of an image can be stopped at, looked at and unwound; also two images side by side.</summary>
internal static class DebugInformationAudit
{
    private const string Total = "(all)";
    private static readonly string[] UnitColumns =
        ["unit", "functions", "unwindPercent", "lines", "linePercent", "variables", "located", "variablePercent"];

    /// <summary>Measures one image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="progress">Told now and then.</param>
    public static AuditReport Run(LoadedImage image, IProgress<string>? progress = null)
    {
        var measuring = new ImageMeasure(image);
        UnitMeasure[] units = [.. measuring.Measure(progress).OrderBy(u => u.Unit, StringComparer.Ordinal)];
        UnitMeasure all = Sum(units);
        return AuditReport.Of("debuginfo", Findings(image, measuring, units), FactsOf(image, measuring, all), new AuditTable("units", UnitColumns, [.. units.Select(Row)]));
    }

    /// <summary>Measures two images of one program, such as <c>-O0</c> and <c>-O2</c>, and puts their units side by side.</summary>
    /// <param name="image">The image.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="progress">Told now and then.</param>
    public static AuditReport Compare(LoadedImage image, LoadedImage other, IProgress<string>? progress = null)
    {
        AuditReport own = Run(image, progress);
        UnitMeasure[] left = [.. ByName(new ImageMeasure(image).Measure(progress))], right = [.. ByName(new ImageMeasure(other).Measure(progress))];
        IEnumerable<string> names = left.Concat(right).Select(u => u.Unit).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        IReadOnlyList<object?>[] rows = [.. names.Select(name => Beside(left.FirstOrDefault(u => u.Unit == name), right.FirstOrDefault(u => u.Unit == name), name)), Beside(Sum(left), Sum(right), Total)];
        string[] columns = ["unit", "functions", "otherFunctions", "unwindPercent", "otherUnwindPercent", "lines", "otherLines", "linePercent", "otherLinePercent", "variables", "otherVariables", "variablePercent", "otherVariablePercent"];
        return own with { Facts = [.. own.Facts, new("otherElf", other.Path)], Tables = [new AuditTable("comparison", columns, rows)] };
    }

    private static IEnumerable<UnitMeasure> ByName(IEnumerable<UnitMeasure> units) =>
        units.GroupBy(u => u.Unit, StringComparer.Ordinal).Select(same => same.Aggregate((sum, unit) => sum.Plus(unit)));

    private static UnitMeasure Sum(IEnumerable<UnitMeasure> units) => units.Aggregate(new UnitMeasure(Total), (sum, unit) => sum.Plus(unit));

    private static IReadOnlyList<object?> Row(UnitMeasure u) => [u.Unit, u.Functions, u.UnwindPercent, u.Lines, u.LinePercent, u.Variables, u.Located, u.VariablePercent];

    private static IReadOnlyList<object?> Beside(UnitMeasure? a, UnitMeasure? b, string name) =>
    [
        name, a?.Functions, b?.Functions, a?.UnwindPercent, b?.UnwindPercent, a?.Lines, b?.Lines, a?.LinePercent, b?.LinePercent, a?.Variables, b?.Variables,
        a?.VariablePercent, b?.VariablePercent,
    ];

    private static IEnumerable<AuditFinding> Findings(LoadedImage image, ImageMeasure measuring, UnitMeasure[] units)
    {
        if (!image.Info.IsPresent)
            yield return new("no-debug-information", AuditSeverity.Error, $"'{image.Path}' has no debug information.", "Compile with -g and link without stripping.");
        foreach (DwarfDiagnostic damage in image.Info.Diagnostics)
            yield return new("damaged", AuditSeverity.Error, damage.ToString(), "Build again; report the compiler with its version if it stays.");
        foreach (var function in measuring.NotUnwindable)
        {
            yield return new("no-unwind-info", AuditSeverity.Warning, $"{function.Name} has neither call frame information nor exception tables: its callers are found by reading its prologue.",
                "Compile C with -g (or -funwind-tables); write .cfi directives in assembly.")
            {
                File = function.DeclarationFile?.Path, Line = function.DeclarationLine is > 0 and var line ? line : null, Address = (uint)function.EntryPoint.Value,
            };
        }

        foreach (UnitMeasure unit in units.Where(u => u is { Lines: > 0, BreakableLines: 0 }))
            yield return new("no-breakable-line", AuditSeverity.Warning, $"No line of {unit.Unit} takes a breakpoint: its line table marks no statement.", "Compile this file with -g.") { File = unit.Unit };
    }

    private static IReadOnlyList<KeyValuePair<string, object?>> FactsOf(LoadedImage image, ImageMeasure measuring, UnitMeasure all) =>
    [
        new("elf", image.Path),
        new("functions", all.Functions),
        new("functionsWithoutDebugInformation", measuring.CountUndescribedFunctions()),
        new("unwindable", all.Unwindable),
        new("unwindPercent", all.UnwindPercent),
        new("lines", all.Lines),
        new("breakableLines", all.BreakableLines),
        new("linePercent", all.LinePercent),
        new("variables", all.Variables),
        new("located", all.Located),
        new("scopeBytes", all.ScopeBytes),
        new("coveredBytes", all.CoveredBytes),
        new("variablePercent", all.VariablePercent),
    ];
}
