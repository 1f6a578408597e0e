using RspDebug.DebugAdapter.Engine.Audit.Code;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>The rules of the static audit; each gives findings without their place.</summary>
internal sealed class BreakpointRules(CodeScan code, BreakpointAuditOptions options)
{
    private const string RebuildAdvice = "The line table is wrong: rebuild, and report the compiler or linker with its version if it stays.";

    /// <summary>A row of a line table: it must name an instruction.</summary>
    public IEnumerable<AuditFinding> CheckRow(LineRow row)
    {
        if (row.HasOddAddress)
            yield return new("misaligned", AuditSeverity.Error, $"The line is given the odd address 0x{row.Address.Value + 1:x8}; an instruction starts at an even one.", RebuildAdvice);
        switch (code.At((uint)row.Address.Value).Kind)
        {
            case CodePlaceKind.Data:
                yield return new("literal-pool", AuditSeverity.Error, "The line's address is in a literal pool or table: a breakpoint there never stops, and a BKPT would damage data.", RebuildAdvice);
                break;
            case CodePlaceKind.InsideInstruction:
                yield return new("inside-instruction", AuditSeverity.Error, "The line's address is the second halfword of a 32-bit instruction: a BKPT there would make another instruction of it.", RebuildAdvice);
                break;
            case CodePlaceKind.NotCode:
                yield return new("not-code", AuditSeverity.Error, "The line's address is outside all code of the image.", "Is the image linked with the objects that its debug information is from?");
                break;
        }
    }

    /// <summary>A breakable line as a whole.</summary>
    public AuditFinding? CheckLine(BreakableLine line)
    {
        int hardware = line.Locations.Count(l => IsInFpbWindow((uint)l.Address.Value));
        if (line.Locations.Count == 0)
            return new("missing-location", AuditSeverity.Warning, $"The line is in the line table, but takes no breakpoint ({line.Locations.Miss}).", RebuildAdvice);
        return hardware > options.Comparators
            ? new("over-budget", AuditSeverity.Warning, $"The line has {hardware} places in flash (inlined copies, template instances) and the core has {options.Comparators} comparators: a breakpoint here misses some.",
                "Set an instruction breakpoint at the copy that matters, or mark the function noinline while debugging.")
            : null;
    }

    /// <summary>An address that the adapter would arm.</summary>
    public IEnumerable<AuditFinding> CheckLocation(BreakpointLocation location, FunctionInfo? function, DebugInfo info)
    {
        uint address = (uint)location.Address.Value;
        if (!IsInFpbWindow(address) && !IsRam(address))
            yield return new("outside-fpb", AuditSeverity.Error, $"FPBv{options.FpbVersion} matches code below 0x20000000 only, and 0x{address:x8} is not in RAM: no breakpoint can be set.", "Move the code, or step to it from a caller.");
        if (code.At(address).IsInItBlock)
            yield return new("it-block", AuditSeverity.Note, "The line starts inside an IT block: the breakpoint also halts when the instruction's condition is false.", "rsp-debug looks at the condition and goes on by itself; other debuggers stop.");
        if (function is not null && location.Address == function.EntryPoint && FrameParameters.FindFirst(function, info) is { } parameter)
            yield return new("prologue", HasBodyRow(function, info) ? AuditSeverity.Note : AuditSeverity.Warning,
                $"The breakpoint stands before the prologue of {function.Name}: '{parameter}' is not in its place there and shows a wrong value.",
                "Step one line before you look at parameters; compile with -Og or -O0 and full -g if no line of the body follows.");
    }

    // Optimised code: the compiler itself says that the body begins at the entry, by a second row there.
    private static bool HasBodyRow(FunctionInfo function, DebugInfo info) => info.GetRows(function).Count(r => r.IsStatement && r.Address == function.EntryPoint) > 1;

    /// <summary>A function with code that no line leads to.</summary>
    public static AuditFinding FunctionWithoutLines(FunctionInfo function) => new(
        "missing-location", AuditSeverity.Warning, $"The function {function.Name} has code, but no line of it takes a breakpoint.",
        "Compile its file with -g; until then only a function or instruction breakpoint stops there.");

    /// <summary>A <c>BKPT</c> of the program inside an IT block.</summary>
    public static AuditFinding ProgramBreakpointInItBlock(uint address) => new(
        "bkpt-in-it", AuditSeverity.Warning, $"The program has a BKPT inside an IT block at 0x{address:x8}: it halts whatever the condition says (ARMv7-M ARM A7.7.17).",
        "Branch around the BKPT instead.");

    /// <summary>True where a comparator can hold the breakpoint.</summary>
    public bool IsInFpbWindow(uint address) => options.FpbVersion != 1 || address <= FpbComparator.LastVersion1Address;

    // 0x20000000-0x3FFFFFFF is the SRAM region (ARMv7-M ARM B3.1): the server writes a BKPT there.
    private static bool IsRam(uint address) => address is >= 0x2000_0000 and < 0x4000_0000;
}
