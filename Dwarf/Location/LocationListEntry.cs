namespace RspDebug.Dwarf.Location;

/// <summary>Where a variable lives while the pc is in a range.</summary>
/// <param name="Start">First address for which the entry holds.</param>
/// <param name="End">One past the last. May be odd: GCC ends an entry one byte before the end of a call that destroys the value, so that the
/// entry holds at the call and not for the frame that waits in it.</param>
/// <param name="IsDefault">The entry holds wherever no other does.</param>
/// <param name="Expression">DWARF expression, lent from its section; empty means that the variable has no location there.</param>
public readonly record struct LocationListEntry(ulong Start, ulong End, bool IsDefault, ReadOnlyMemory<byte> Expression);
