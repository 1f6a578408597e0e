namespace RspDebug.Dwarf.Reading;

/// <summary>An initial length: it opens every unit, table and CIE/FDE, and tells the format of the rest.</summary>
/// <param name="SizeInBytes">Bytes that follow the length field; already checked to lie within the section.</param>
/// <param name="Format">Size of the section offsets in this unit.</param>
/// <remarks>DWARF 5, 7.2.2.</remarks>
public readonly record struct UnitLength(int SizeInBytes, DwarfFormat Format);
