using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>A function as far as unwinding needs it.</summary>
/// <param name="Start">First instruction.</param>
/// <param name="End">One behind the last byte, literal pools included.</param>
/// <param name="Name">Linked name; empty when unknown.</param>
public readonly record struct FunctionBounds(CodeAddress Start, CodeAddress End, string Name);
