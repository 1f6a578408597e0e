using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>One address at which a source breakpoint is to be armed.</summary>
/// <param name="Address">First instruction of the statement, behind the prologue when the statement is a function's opening line.</param>
/// <param name="File">File as the debug information names it.</param>
/// <param name="Line">Line at that address: the requested one, or the next that has code.</param>
/// <param name="Column">1-based; 0 when not given.</param>
/// <param name="FunctionName">Qualified name of the function, inlined or not, whose body this is; null when unknown.</param>
/// <param name="IsInlined">The address is in a copy of the function inside another one.</param>
public sealed record BreakpointLocation(CodeAddress Address, SourceFile File, int Line, int Column, string? FunctionName, bool IsInlined);
