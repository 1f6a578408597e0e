using System.Collections.Immutable;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Symbols;

/// <summary>The run of instructions around an address that belong to one source line: what "step" steps out of.</summary>
/// <param name="Range">From the first to one past the last instruction of the run.</param>
/// <param name="Location">The line.</param>
/// <param name="Rows">Rows inside the run, in address order.</param>
public sealed record LineBlock(CodeRange Range, SourceLocation Location, ImmutableArray<LineRow> Rows);
