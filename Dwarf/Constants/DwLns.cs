namespace RspDebug.Dwarf.Constants;

/// <summary>Standard opcodes of the line program. DWARF 5, 7.22.</summary>
public enum DwLns : byte
{
    /// <summary><c>DW_LNS_copy</c></summary>
    Copy = 0x01,
    /// <summary><c>DW_LNS_advance_pc</c></summary>
    AdvancePc = 0x02,
    /// <summary><c>DW_LNS_advance_line</c></summary>
    AdvanceLine = 0x03,
    /// <summary><c>DW_LNS_set_file</c></summary>
    SetFile = 0x04,
    /// <summary><c>DW_LNS_set_column</c></summary>
    SetColumn = 0x05,
    /// <summary><c>DW_LNS_negate_stmt</c></summary>
    NegateStmt = 0x06,
    /// <summary><c>DW_LNS_set_basic_block</c></summary>
    SetBasicBlock = 0x07,
    /// <summary><c>DW_LNS_const_add_pc</c></summary>
    ConstAddPc = 0x08,
    /// <summary><c>DW_LNS_fixed_advance_pc</c></summary>
    FixedAdvancePc = 0x09,
    /// <summary><c>DW_LNS_set_prologue_end</c></summary>
    SetPrologueEnd = 0x0a,
    /// <summary><c>DW_LNS_set_epilogue_begin</c></summary>
    SetEpilogueBegin = 0x0b,
    /// <summary><c>DW_LNS_set_isa</c></summary>
    SetIsa = 0x0c,
}
