namespace RspDebug.Dwarf.Constants;

/// <summary>Source languages. DWARF 5, 7.12, and the numbers given out since.</summary>
public enum DwLang : ushort
{
    /// <summary>Not given.</summary>
    None = 0x0000,
    /// <summary><c>DW_LANG_C89</c></summary>
    C89 = 0x0001,
    /// <summary><c>DW_LANG_C</c></summary>
    C = 0x0002,
    /// <summary><c>DW_LANG_ada83</c></summary>
    Ada83 = 0x0003,
    /// <summary><c>DW_LANG_C_plus_plus</c></summary>
    CPlusPlus = 0x0004,
    /// <summary><c>DW_LANG_fortran90</c></summary>
    Fortran90 = 0x0008,
    /// <summary><c>DW_LANG_pascal83</c></summary>
    Pascal83 = 0x0009,
    /// <summary><c>DW_LANG_C99</c></summary>
    C99 = 0x000c,
    /// <summary><c>DW_LANG_ada95</c></summary>
    Ada95 = 0x000d,
    /// <summary><c>DW_LANG_D</c></summary>
    D = 0x0013,
    /// <summary><c>DW_LANG_go</c></summary>
    Go = 0x0016,
    /// <summary><c>DW_LANG_C_plus_plus_11</c></summary>
    CPlusPlus11 = 0x001a,
    /// <summary><c>DW_LANG_rust</c></summary>
    Rust = 0x001c,
    /// <summary><c>DW_LANG_C11</c></summary>
    C11 = 0x001d,
    /// <summary><c>DW_LANG_swift</c></summary>
    Swift = 0x001e,
    /// <summary><c>DW_LANG_C_plus_plus_14</c></summary>
    CPlusPlus14 = 0x0021,
    /// <summary><c>DW_LANG_zig</c></summary>
    Zig = 0x0027,
    /// <summary><c>DW_LANG_C_plus_plus_17</c></summary>
    CPlusPlus17 = 0x002a,
    /// <summary><c>DW_LANG_C17</c></summary>
    C17 = 0x002c,
    /// <summary><c>DW_LANG_C_plus_plus_20</c></summary>
    CPlusPlus20 = 0x002b,
    /// <summary><c>DW_LANG_mips_assembler</c></summary>
    MipsAssembler = 0x8001,
}
