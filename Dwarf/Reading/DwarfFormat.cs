namespace RspDebug.Dwarf.Reading;

/// <summary>The 32-bit or the 64-bit DWARF format; nothing to do with the size of addresses.</summary>
/// <remarks>DWARF 5, 7.4.</remarks>
public enum DwarfFormat : byte
{
    /// <summary>Lengths and section offsets take 4 bytes.</summary>
    Dwarf32 = 4,
    /// <summary>Lengths and section offsets take 8 bytes; the unit starts with <c>0xffffffff</c>.</summary>
    Dwarf64 = 8,
}
