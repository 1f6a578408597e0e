using System.Collections.Immutable;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Symbols;

/// <summary>A block of source with the variables declared directly in it.</summary>
/// <param name="Die">Function, inlined call or lexical block.</param>
/// <param name="FrameDepth">Level of the inline chain that the scope belongs to; 0 is the innermost, as in <see cref="SourceFrame.Depth"/>.</param>
/// <param name="IsFunction">The outermost scope of its level: has the parameters.</param>
/// <param name="Ranges">Code of the scope.</param>
/// <param name="Variables">In order of declaration, parameters first.</param>
public sealed record VariableScope(Die Die, int FrameDepth, bool IsFunction, ImmutableArray<CodeRange> Ranges, ImmutableArray<VariableInfo> Variables);
