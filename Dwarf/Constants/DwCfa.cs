namespace RspDebug.Dwarf.Constants;

/// <summary>Instructions of call frame information. The last three carry an operand in their low six bits.</summary>
/// <remarks>DWARF 5, 7.24; vendor range 0x1c to 0x3f as binutils defines it.</remarks>
public enum DwCfa : byte
{
    /// <summary><c>DW_CFA_nop</c>: Padding.</summary>
    Nop = 0x00,
    /// <summary><c>DW_CFA_set_loc</c>: Goes to an address.</summary>
    SetLoc = 0x01,
    /// <summary><c>DW_CFA_advance_loc1</c>: Advances by a 1-byte delta.</summary>
    AdvanceLoc1 = 0x02,
    /// <summary><c>DW_CFA_advance_loc2</c>: Advances by a 2-byte delta.</summary>
    AdvanceLoc2 = 0x03,
    /// <summary><c>DW_CFA_advance_loc4</c>: Advances by a 4-byte delta.</summary>
    AdvanceLoc4 = 0x04,
    /// <summary><c>DW_CFA_offset_extended</c>: Register saved at CFA plus factored offset.</summary>
    OffsetExtended = 0x05,
    /// <summary><c>DW_CFA_restore_extended</c>: Register back to its initial rule.</summary>
    RestoreExtended = 0x06,
    /// <summary><c>DW_CFA_undefined</c>: Register cannot be recovered.</summary>
    Undefined = 0x07,
    /// <summary><c>DW_CFA_same_value</c>: Register is unchanged.</summary>
    SameValue = 0x08,
    /// <summary><c>DW_CFA_register</c>: Register is saved in another one.</summary>
    Register = 0x09,
    /// <summary><c>DW_CFA_remember_state</c>: Pushes the row.</summary>
    RememberState = 0x0a,
    /// <summary><c>DW_CFA_restore_state</c>: Pops the row.</summary>
    RestoreState = 0x0b,
    /// <summary><c>DW_CFA_def_cfa</c>: CFA is register plus offset.</summary>
    DefCfa = 0x0c,
    /// <summary><c>DW_CFA_def_cfa_register</c>: Changes the register of the CFA.</summary>
    DefCfaRegister = 0x0d,
    /// <summary><c>DW_CFA_def_cfa_offset</c>: Changes the offset of the CFA.</summary>
    DefCfaOffset = 0x0e,
    /// <summary><c>DW_CFA_def_cfa_expression</c>: CFA is computed.</summary>
    DefCfaExpression = 0x0f,
    /// <summary><c>DW_CFA_expression</c>: Address of the saved register is computed.</summary>
    Expression = 0x10,
    /// <summary><c>DW_CFA_offset_extended_sf</c>: As offset_extended, signed.</summary>
    OffsetExtendedSf = 0x11,
    /// <summary><c>DW_CFA_def_cfa_sf</c>: As def_cfa, signed and factored.</summary>
    DefCfaSf = 0x12,
    /// <summary><c>DW_CFA_def_cfa_offset_sf</c>: As def_cfa_offset, signed and factored.</summary>
    DefCfaOffsetSf = 0x13,
    /// <summary><c>DW_CFA_val_offset</c>: Register is CFA plus factored offset.</summary>
    ValOffset = 0x14,
    /// <summary><c>DW_CFA_val_offset_sf</c>: As val_offset, signed.</summary>
    ValOffsetSf = 0x15,
    /// <summary><c>DW_CFA_val_expression</c>: Value of the register is computed.</summary>
    ValExpression = 0x16,
    /// <summary><c>DW_CFA_MIPS_advance_loc8</c>: Advances by an 8-byte delta.</summary>
    MipsAdvanceLoc8 = 0x1d,
    /// <summary><c>DW_CFA_AARCH64_negate_ra_state</c>: Pointer authentication or, on SPARC, GNU_window_save; no operand.</summary>
    Aarch64NegateRaState = 0x2d,
    /// <summary><c>DW_CFA_GNU_args_size</c>: Size of pushed arguments; says nothing about registers.</summary>
    GnuArgsSize = 0x2e,
    /// <summary><c>DW_CFA_GNU_negative_offset_extended</c>: As offset_extended, subtracted.</summary>
    GnuNegativeOffsetExtended = 0x2f,
    /// <summary><c>DW_CFA_advance_loc</c>: Delta in the low six bits.</summary>
    AdvanceLoc = 0x40,
    /// <summary><c>DW_CFA_offset</c>: Register in the low six bits, factored offset follows.</summary>
    Offset = 0x80,
    /// <summary><c>DW_CFA_restore</c>: Register in the low six bits.</summary>
    Restore = 0xc0,
}
