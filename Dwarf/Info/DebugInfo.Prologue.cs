using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>Where a breakpoint on a function goes: behind its prologue, where parameters are in their places.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The entry point itself when no line table says where the prologue ends.</returns>
    /// <remarks>
    /// LLVM marks the row (<c>prologue_end</c>). GCC never does: it opens a function with a row for the prologue and another one for the body,
    /// even when both have the same line or the same address.
    /// </remarks>
    public CodeAddress GetBreakpointAddress(FunctionInfo function)
    {
        // Assembler source has no prologue that somebody made up: its first instruction is its first statement.
        if (function.Unit.Language == DwLang.MipsAssembler || GetLineTable(function.Unit) is not { } table) return function.EntryPoint;
        List<LineRow> rows = [.. table.RowsIn(function.Ranges[0])];
        foreach (LineRow row in rows)
        {
            if (row.IsPrologueEnd) return row.Address;
        }
        if (rows.Count == 0 || rows[0].Address != function.EntryPoint) return function.EntryPoint;
        LineRow opening = rows[0];
        for (int i = 1; i < rows.Count; i++)
        {
            if (!rows[i].IsStatement) continue;
            // A lower line of the same file is the opening line of a multi-line parameter list, still the prologue; 0 says nothing.
            if (rows[i].Line == 0 || (rows[i].File == opening.File && rows[i].Line < opening.Line && IsOwnLine(function, rows[i]))) continue;
            return rows[i].Address;
        }
        return function.EntryPoint;
    }

    private static bool IsOwnLine(FunctionInfo function, LineRow row) => FindInlined(function, row.Address) is null;
}
