namespace RspDebug.Dwarf.Constants;

/// <summary>Fields of an entry of .debug_names. DWARF 5, 6.1.1.4.7 and 7.19.</summary>
public enum DwIdx : ushort
{
    /// <summary>None: ends a list of fields.</summary>
    None = 0x00,
    /// <summary><c>DW_IDX_compile_unit</c></summary>
    CompileUnit = 0x01,
    /// <summary><c>DW_IDX_type_unit</c></summary>
    TypeUnit = 0x02,
    /// <summary><c>DW_IDX_die_offset</c></summary>
    DieOffset = 0x03,
    /// <summary><c>DW_IDX_parent</c></summary>
    Parent = 0x04,
    /// <summary><c>DW_IDX_type_hash</c></summary>
    TypeHash = 0x05,
}
