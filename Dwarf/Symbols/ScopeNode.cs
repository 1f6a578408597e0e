using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Symbols;

/// <summary>A function, block or inlined call with its code.</summary>
/// <param name="Die">Its DIE.</param>
/// <param name="Parent">Position of the node around it; -1 for the function.</param>
/// <param name="Tag">Kind of scope.</param>
/// <param name="Ranges">Its code.</param>
/// <param name="SubtreeEnd">Position of the first node behind it that is not inside it.</param>
internal readonly record struct ScopeNode(Die Die, int Parent, DwTag Tag, ImmutableArray<CodeRange> Ranges, int SubtreeEnd)
{
    public bool IsFunction => Tag is DwTag.Subprogram or DwTag.InlinedSubroutine;
}
