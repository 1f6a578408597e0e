namespace RspDebug.Dwarf.Types;

/// <summary>A named value of an enumeration.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; unsigned 64-bit ones wrap.</param>
public readonly record struct Enumerator(string Name, long Value);
