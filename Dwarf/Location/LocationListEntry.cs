namespace RspDebug.Dwarf.Location;

/// <summary>Where a variable lives while the pc is in a range.</summary>
/// <param name="Range">Code for which the entry holds; null for the default entry, which holds wherever no other does.</param>
/// <param name="Expression">DWARF expression, lent from its section; empty means that the variable has no location there.</param>
public readonly record struct LocationListEntry(CodeRange? Range, ReadOnlyMemory<byte> Expression);
