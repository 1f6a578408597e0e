using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Location;

/// <summary>The type of a typed stack entry: what a <c>DW_TAG_base_type</c> DIE says that arithmetic needs.</summary>
/// <param name="Encoding">How the bits are read.</param>
/// <param name="SizeInBytes">1 to 8; larger types are refused by the evaluator.</param>
/// <remarks>DWARF 5, 2.5.1.2.</remarks>
public readonly record struct BaseType(DwAte Encoding, int SizeInBytes);
