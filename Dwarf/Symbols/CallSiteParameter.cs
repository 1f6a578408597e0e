using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Symbols;

/// <summary>An argument of a call.</summary>
/// <param name="Location">Where the callee receives it: an expression, usually one register operation.</param>
/// <param name="Value">Expression for its value, valid in the caller's frame at the call.</param>
/// <param name="Parameter">The callee's parameter; null when the producer names none.</param>
public sealed record CallSiteParameter(ReadOnlyMemory<byte> Location, ReadOnlyMemory<byte> Value, Die? Parameter);
