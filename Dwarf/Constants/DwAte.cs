namespace RspDebug.Dwarf.Constants;

/// <summary>Encodings of base types.</summary>
/// <remarks>DWARF 5, 7.8.</remarks>
public enum DwAte : byte
{
    /// <summary><c>DW_ATE_address</c>: Address.</summary>
    Address = 0x01,
    /// <summary><c>DW_ATE_boolean</c>: Truth value.</summary>
    Boolean = 0x02,
    /// <summary><c>DW_ATE_complex_float</c>: Complex binary floating point.</summary>
    ComplexFloat = 0x03,
    /// <summary><c>DW_ATE_float</c>: Binary floating point.</summary>
    Float = 0x04,
    /// <summary><c>DW_ATE_signed</c>: Two's complement.</summary>
    Signed = 0x05,
    /// <summary><c>DW_ATE_signed_char</c>: Signed character.</summary>
    SignedChar = 0x06,
    /// <summary><c>DW_ATE_unsigned</c>: Unsigned number.</summary>
    Unsigned = 0x07,
    /// <summary><c>DW_ATE_unsigned_char</c>: Unsigned character.</summary>
    UnsignedChar = 0x08,
    /// <summary><c>DW_ATE_imaginary_float</c>: Imaginary binary floating point.</summary>
    ImaginaryFloat = 0x09,
    /// <summary><c>DW_ATE_packed_decimal</c>: Packed decimal.</summary>
    PackedDecimal = 0x0a,
    /// <summary><c>DW_ATE_numeric_string</c>: Numeric string.</summary>
    NumericString = 0x0b,
    /// <summary><c>DW_ATE_edited</c>: Edited string.</summary>
    Edited = 0x0c,
    /// <summary><c>DW_ATE_signed_fixed</c>: Signed fixed point.</summary>
    SignedFixed = 0x0d,
    /// <summary><c>DW_ATE_unsigned_fixed</c>: Unsigned fixed point.</summary>
    UnsignedFixed = 0x0e,
    /// <summary><c>DW_ATE_decimal_float</c>: Decimal floating point.</summary>
    DecimalFloat = 0x0f,
    /// <summary><c>DW_ATE_UTF</c>: Unicode character.</summary>
    Utf = 0x10,
    /// <summary><c>DW_ATE_UCS</c>: ISO 10646 character.</summary>
    Ucs = 0x11,
    /// <summary><c>DW_ATE_ASCII</c>: ISO 646 character.</summary>
    Ascii = 0x12,
}
