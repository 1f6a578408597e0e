using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>What the unit around an expression settles.</summary>
public sealed record ExpressionOptions
{
    /// <summary>A 32-bit little-endian target and a DWARF 5 unit.</summary>
    public static ExpressionOptions Default { get; } = new();

    /// <summary>Size of addresses and of the generic type; 2, 4 or 8.</summary>
    public int AddressSizeInBytes { get; init; } = 4;
    /// <summary>Size of section offsets in operands.</summary>
    public DwarfFormat Format { get; init; } = DwarfFormat.Dwarf32;
    /// <summary>DWARF version of the unit; DWARF 2 writes references as addresses.</summary>
    public int Version { get; init; } = 5;
    /// <summary>Byte order of operands and of target memory.</summary>
    public bool IsBigEndian { get; init; }
    /// <summary>Location or number.</summary>
    public ExpressionKind Kind { get; init; }
    /// <summary>Put on the stack before the first operation: the base object of <c>DW_AT_data_member_location</c>, the CFA of a CFI register rule.</summary>
    public ulong? InitialValue { get; init; }
    /// <summary>Operations after which an evaluation is refused; loops are legal, endless ones are not.</summary>
    public int MaxOperations { get; init; } = 20_000;
}
