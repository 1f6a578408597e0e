using System.Collections.Immutable;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Symbols;

/// <summary>One level of an inline chain: a function whose body is at the address, itself or as a copy inside its caller.</summary>
/// <param name="Name">Qualified name, such as <c>app::Ring&lt;int, 16u&gt;::sum</c>.</param>
/// <param name="Die">The <c>DW_TAG_inlined_subroutine</c>, the function's own DIE for the outermost level, or the unit's DIE for assembly.</param>
/// <param name="Function">The function that really is on the stack, the same for all levels of a chain; null for assembly, which has lines but no functions.</param>
/// <param name="Location">Where this level stands: the row of the address, or the call of the level inside.</param>
/// <param name="IsInlined">The level has no stack frame of its own.</param>
/// <param name="Ranges">Code of this level.</param>
/// <param name="Depth">0 for the innermost level.</param>
public sealed record SourceFrame(
    string Name,
    Die Die,
    FunctionInfo? Function,
    SourceLocation? Location,
    bool IsInlined,
    ImmutableArray<CodeRange> Ranges,
    int Depth)
{
    /// <summary>Name as linked (mangled); null when the producer gave none.</summary>
    public string? LinkageName => Function is null ? null : Die.ReadLinkageName();
}
