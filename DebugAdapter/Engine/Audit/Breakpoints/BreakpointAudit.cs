using RspDebug.DebugAdapter.Engine.Audit.Code;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>The breakpoint alignment audit of an image, without a target: every line that takes a breakpoint, and where it would be armed.</summary>
internal sealed class BreakpointAudit
{
    private const int LinesBetweenProgress = 500;

    private readonly LoadedImage _image;
    private readonly BreakpointAuditOptions _options;
    private readonly IProgress<string>? _progress;
    private readonly CodeScan _code;
    private readonly BreakpointRules _rules;
    private readonly List<AuditFinding> _findings = [];
    private readonly HashSet<(string Rule, uint Address)> _reported = []; // an address is reported once a rule, a line as a whole once a line

    /// <summary>Scans the code of the image.</summary>
    public BreakpointAudit(LoadedImage image, BreakpointAuditOptions options, IProgress<string>? progress = null)
    {
        _image = image;
        _options = options;
        _progress = progress;
        _code = CodeScan.Of(image.Elf);
        _rules = new BreakpointRules(_code, options);
    }

    /// <summary>Runs all rules.</summary>
    public AuditReport Run()
    {
        if (!_image.Info.IsPresent)
            _findings.Add(new AuditFinding("no-debug-information", AuditSeverity.Error, $"'{_image.Path}' has no debug information: no line takes a breakpoint.", "Compile with -g and link without stripping."));
        CheckRows();
        List<BreakableLine> lines = CheckLines();
        CheckFunctions();
        foreach (uint address in _code.Where(place => place is { IsBreakpoint: true, IsInItBlock: true }))
            Report(BreakpointRules.ProgramBreakpointInItBlock(address), address);
        IReadOnlyList<AuditTable> tables = _options.ListsLines ? [TableOf(lines)] : [];
        return AuditReport.Of("breakpoints", _findings, FactsOf(lines), tables);
    }

    /// <summary>The lines that take a breakpoint, file by file.</summary>
    public static IEnumerable<BreakableLine> LinesOf(DebugInfo info)
    {
        foreach (SourceFile file in info.GetSourceFiles().OrderBy(f => f.Path, StringComparer.Ordinal))
            foreach (int line in info.GetBreakableLines(file.Path))
                yield return new BreakableLine(file.Path, line, info.FindBreakpointLocations(file.Path, line));
    }

    // Every row that a breakpoint can stand on, armed or not: what the table says must be an instruction.
    private void CheckRows()
    {
        foreach (CompilationUnit unit in _image.Info.Units)
        {
            if (_image.Info.GetLineTable(unit) is not { } table)
                continue;
            foreach (LineRow row in table.Rows.ToArray().Where(r => r.IsStatement && !r.IsEndOfSequence && r.Line != 0))
                foreach (AuditFinding finding in _rules.CheckRow(row))
                    Report(finding, (uint)row.Address.Value, table.FindFile(row.File)?.Path, row.Line);
        }
    }

    private List<BreakableLine> CheckLines()
    {
        List<BreakableLine> lines = [];
        foreach (BreakableLine line in LinesOf(_image.Info))
        {
            lines.Add(line);
            if (lines.Count % LinesBetweenProgress == 0)
                _progress?.Report($"{lines.Count} lines checked");
            if (_rules.CheckLine(line) is { } finding)
                _findings.Add(finding with { File = line.File, Line = line.Line, Address = line.Locations.Count > 0 ? (uint)line.Locations[0].Address.Value : null });
            foreach (BreakpointLocation location in line.Locations)
            {
                FunctionInfo? function = location.IsInlined ? null : _image.Info.FindFunction(location.Address);
                foreach (AuditFinding found in _rules.CheckLocation(location, function, _image.Info))
                    Report(found, (uint)location.Address.Value, line.File, line.Line);
            }
        }

        return lines;
    }

    private void CheckFunctions()
    {
        foreach (FunctionInfo function in _image.Info.Units.SelectMany(_image.Info.GetFunctions))
        {
            if (_image.Info.GetRows(function).Any(r => r.IsStatement && r.Line != 0))
                continue;
            Report(BreakpointRules.FunctionWithoutLines(function), (uint)function.EntryPoint.Value, function.DeclarationFile?.Path, function.DeclarationLine);
        }
    }

    private void Report(AuditFinding finding, uint? address, string? file = null, int? line = null)
    {
        if (address is { } at && !_reported.Add((finding.Rule, at)))
            return;
        if (file is null && address is { } place && _image.Info.TryFindLine(new(place), out SourceLocation? source))
            (file, line) = (source.File?.Path, source.Line);
        _findings.Add(finding with { Address = address, File = file, Line = line is 0 ? null : line });
    }

    private IReadOnlyList<KeyValuePair<string, object?>> FactsOf(List<BreakableLine> lines) =>
    [
        new("elf", _image.Path),
        new("lines", (long)lines.Count),
        new("addresses", (long)lines.SelectMany(l => l.Locations).Select(l => l.Address).Distinct().Count()),
        new("mostAddressesOfALine", (long)lines.Select(l => l.Locations.Count).DefaultIfEmpty().Max()),
        new("instructions", (long)_code.InstructionCount),
        new("comparators", (long)_options.Comparators),
        new("fpbVersion", (long)_options.FpbVersion),
    ];

    private AuditTable TableOf(IEnumerable<BreakableLine> lines) => new("lines", ["file", "line", "address", "actualLine", "function", "holder", "comparator"],
    [
        .. lines.SelectMany(line => line.Locations.Select(location =>
        {
            uint address = (uint)location.Address.Value;
            bool isHardware = _rules.IsInFpbWindow(address);
            return (IReadOnlyList<object?>)
            [
                line.File, (long)line.Line, (long)address, (long)location.Line, location.FunctionName, isHardware ? "hardware" : "software",
                isHardware ? (long)FpbComparator.Encode(address, _options.FpbVersion) : null,
            ];
        })),
    ]);
}
