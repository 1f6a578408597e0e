using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Info;

/// <summary>Code, and what it belongs to.</summary>
/// <param name="Range">The code.</param>
/// <param name="Owner">Offset of a unit or function, or whatever else the holder of these counts by; not negative.</param>
internal readonly record struct OwnedCode(CodeRange Range, int Owner);
