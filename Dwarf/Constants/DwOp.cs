namespace RspDebug.Dwarf.Constants;

/// <summary>Operations of DWARF expressions. The families lit, reg and breg are given by their first and last member.</summary>
/// <remarks>DWARF 5, 7.7.1; the GNU_ operations as GCC and binutils define them (dwarf2.def).</remarks>
public enum DwOp : byte
{
    /// <summary><c>DW_OP_addr</c>: Pushes an address.</summary>
    Addr = 0x03,
    /// <summary><c>DW_OP_deref</c>: Replaces an address by the word it points to.</summary>
    Deref = 0x06,
    /// <summary><c>DW_OP_const1u</c>: Pushes an unsigned number of 1 byte.</summary>
    Const1u = 0x08,
    /// <summary><c>DW_OP_const1s</c>: Pushes a signed number of 1 byte.</summary>
    Const1s = 0x09,
    /// <summary><c>DW_OP_const2u</c>: Pushes an unsigned number of 2 bytes.</summary>
    Const2u = 0x0a,
    /// <summary><c>DW_OP_const2s</c>: Pushes a signed number of 2 bytes.</summary>
    Const2s = 0x0b,
    /// <summary><c>DW_OP_const4u</c>: Pushes an unsigned number of 4 bytes.</summary>
    Const4u = 0x0c,
    /// <summary><c>DW_OP_const4s</c>: Pushes a signed number of 4 bytes.</summary>
    Const4s = 0x0d,
    /// <summary><c>DW_OP_const8u</c>: Pushes an unsigned number of 8 bytes.</summary>
    Const8u = 0x0e,
    /// <summary><c>DW_OP_const8s</c>: Pushes a signed number of 8 bytes.</summary>
    Const8s = 0x0f,
    /// <summary><c>DW_OP_constu</c>: Pushes an unsigned LEB128 number.</summary>
    Constu = 0x10,
    /// <summary><c>DW_OP_consts</c>: Pushes a signed LEB128 number.</summary>
    Consts = 0x11,
    /// <summary><c>DW_OP_dup</c>: Repeats the top.</summary>
    Dup = 0x12,
    /// <summary><c>DW_OP_drop</c>: Removes the top.</summary>
    Drop = 0x13,
    /// <summary><c>DW_OP_over</c>: Repeats the second entry.</summary>
    Over = 0x14,
    /// <summary><c>DW_OP_pick</c>: Repeats the entry of a given depth.</summary>
    Pick = 0x15,
    /// <summary><c>DW_OP_swap</c>: Exchanges the top two.</summary>
    Swap = 0x16,
    /// <summary><c>DW_OP_rot</c>: Moves the top below the next two.</summary>
    Rot = 0x17,
    /// <summary><c>DW_OP_xderef</c>: As deref, with an address space below the address.</summary>
    Xderef = 0x18,
    /// <summary><c>DW_OP_abs</c>: Absolute value.</summary>
    Abs = 0x19,
    /// <summary><c>DW_OP_and</c>: Bitwise and.</summary>
    And = 0x1a,
    /// <summary><c>DW_OP_div</c>: Signed division for the generic type.</summary>
    Div = 0x1b,
    /// <summary><c>DW_OP_minus</c>: Second minus top.</summary>
    Minus = 0x1c,
    /// <summary><c>DW_OP_mod</c>: Unsigned remainder for the generic type.</summary>
    Mod = 0x1d,
    /// <summary><c>DW_OP_mul</c>: Product.</summary>
    Mul = 0x1e,
    /// <summary><c>DW_OP_neg</c>: Negation.</summary>
    Neg = 0x1f,
    /// <summary><c>DW_OP_not</c>: Bitwise complement.</summary>
    Not = 0x20,
    /// <summary><c>DW_OP_or</c>: Bitwise or.</summary>
    Or = 0x21,
    /// <summary><c>DW_OP_plus</c>: Sum.</summary>
    Plus = 0x22,
    /// <summary><c>DW_OP_plus_uconst</c>: Adds an unsigned LEB128 number.</summary>
    PlusUconst = 0x23,
    /// <summary><c>DW_OP_shl</c>: Shift left.</summary>
    Shl = 0x24,
    /// <summary><c>DW_OP_shr</c>: Logical shift right.</summary>
    Shr = 0x25,
    /// <summary><c>DW_OP_shra</c>: Arithmetic shift right.</summary>
    Shra = 0x26,
    /// <summary><c>DW_OP_xor</c>: Bitwise exclusive or.</summary>
    Xor = 0x27,
    /// <summary><c>DW_OP_bra</c>: Branches when the top is not zero.</summary>
    Bra = 0x28,
    /// <summary><c>DW_OP_eq</c>: 1 when the second entry is equal to the top, else 0.</summary>
    Eq = 0x29,
    /// <summary><c>DW_OP_ge</c>: 1 when the second entry is at least the top, else 0.</summary>
    Ge = 0x2a,
    /// <summary><c>DW_OP_gt</c>: 1 when the second entry is greater than the top, else 0.</summary>
    Gt = 0x2b,
    /// <summary><c>DW_OP_le</c>: 1 when the second entry is at most the top, else 0.</summary>
    Le = 0x2c,
    /// <summary><c>DW_OP_lt</c>: 1 when the second entry is less than the top, else 0.</summary>
    Lt = 0x2d,
    /// <summary><c>DW_OP_ne</c>: 1 when the second entry is different from the top, else 0.</summary>
    Ne = 0x2e,
    /// <summary><c>DW_OP_skip</c>: Branches always.</summary>
    Skip = 0x2f,
    /// <summary><c>DW_OP_lit0</c>: First of 32 small numbers, up to 0x4f.</summary>
    Lit0 = 0x30,
    /// <summary><c>DW_OP_lit31</c>: Last of the 32 small numbers.</summary>
    Lit31 = 0x4f,
    /// <summary><c>DW_OP_reg0</c>: The object is in a register: first of 32, up to 0x6f.</summary>
    Reg0 = 0x50,
    /// <summary><c>DW_OP_reg31</c>: Last of the 32 registers.</summary>
    Reg31 = 0x6f,
    /// <summary><c>DW_OP_breg0</c>: Pushes register plus offset: first of 32, up to 0x8f.</summary>
    Breg0 = 0x70,
    /// <summary><c>DW_OP_breg31</c>: Last of the 32 based registers.</summary>
    Breg31 = 0x8f,
    /// <summary><c>DW_OP_regx</c>: The object is in the register of a given number.</summary>
    Regx = 0x90,
    /// <summary><c>DW_OP_fbreg</c>: Pushes frame base plus offset.</summary>
    Fbreg = 0x91,
    /// <summary><c>DW_OP_bregx</c>: Pushes a numbered register plus offset.</summary>
    Bregx = 0x92,
    /// <summary><c>DW_OP_piece</c>: Ends one part of a composite object, in bytes.</summary>
    Piece = 0x93,
    /// <summary><c>DW_OP_deref_size</c>: As deref, for 1 byte up to an address.</summary>
    DerefSize = 0x94,
    /// <summary><c>DW_OP_xderef_size</c>: As deref_size, with an address space.</summary>
    XderefSize = 0x95,
    /// <summary><c>DW_OP_nop</c>: Does nothing.</summary>
    Nop = 0x96,
    /// <summary><c>DW_OP_push_object_address</c>: Pushes the address of the object being described.</summary>
    PushObjectAddress = 0x97,
    /// <summary><c>DW_OP_call2</c>: Runs the expression of a DIE of this unit, 2-byte offset.</summary>
    Call2 = 0x98,
    /// <summary><c>DW_OP_call4</c>: Runs the expression of a DIE of this unit, 4-byte offset.</summary>
    Call4 = 0x99,
    /// <summary><c>DW_OP_call_ref</c>: Runs the expression of a DIE anywhere.</summary>
    CallRef = 0x9a,
    /// <summary><c>DW_OP_form_tls_address</c>: Turns an offset into a thread-local address.</summary>
    FormTlsAddress = 0x9b,
    /// <summary><c>DW_OP_call_frame_cfa</c>: Pushes the CFA.</summary>
    CallFrameCfa = 0x9c,
    /// <summary><c>DW_OP_bit_piece</c>: Ends one part of a composite object, in bits.</summary>
    BitPiece = 0x9d,
    /// <summary><c>DW_OP_implicit_value</c>: The object is the bytes that follow.</summary>
    ImplicitValue = 0x9e,
    /// <summary><c>DW_OP_stack_value</c>: The object is the value on top.</summary>
    StackValue = 0x9f,
    /// <summary><c>DW_OP_implicit_pointer</c>: The object was a pointer to an object that has no address.</summary>
    ImplicitPointer = 0xa0,
    /// <summary><c>DW_OP_addrx</c>: Pushes an address by index.</summary>
    Addrx = 0xa1,
    /// <summary><c>DW_OP_constx</c>: Pushes a relocated constant by index.</summary>
    Constx = 0xa2,
    /// <summary><c>DW_OP_entry_value</c>: Pushes a value as it was on entry to the function.</summary>
    EntryValue = 0xa3,
    /// <summary><c>DW_OP_const_type</c>: Pushes a typed constant.</summary>
    ConstType = 0xa4,
    /// <summary><c>DW_OP_regval_type</c>: Pushes a register as a typed value.</summary>
    RegvalType = 0xa5,
    /// <summary><c>DW_OP_deref_type</c>: As deref, giving a typed value.</summary>
    DerefType = 0xa6,
    /// <summary><c>DW_OP_xderef_type</c>: As deref_type, with an address space.</summary>
    XderefType = 0xa7,
    /// <summary><c>DW_OP_convert</c>: Converts the top to a type.</summary>
    Convert = 0xa8,
    /// <summary><c>DW_OP_reinterpret</c>: Takes the bits of the top as a type.</summary>
    Reinterpret = 0xa9,
    /// <summary><c>DW_OP_GNU_push_tls_address</c>: As form_tls_address.</summary>
    GnuPushTlsAddress = 0xe0,
    /// <summary><c>DW_OP_GNU_uninit</c>: The object before it is not initialised.</summary>
    GnuUninit = 0xf0,
    /// <summary><c>DW_OP_GNU_encoded_addr</c>: Pushes an address in an .eh_frame pointer encoding.</summary>
    GnuEncodedAddr = 0xf1,
    /// <summary><c>DW_OP_GNU_implicit_pointer</c>: As implicit_pointer.</summary>
    GnuImplicitPointer = 0xf2,
    /// <summary><c>DW_OP_GNU_entry_value</c>: As entry_value.</summary>
    GnuEntryValue = 0xf3,
    /// <summary><c>DW_OP_GNU_const_type</c>: As const_type.</summary>
    GnuConstType = 0xf4,
    /// <summary><c>DW_OP_GNU_regval_type</c>: As regval_type.</summary>
    GnuRegvalType = 0xf5,
    /// <summary><c>DW_OP_GNU_deref_type</c>: As deref_type.</summary>
    GnuDerefType = 0xf6,
    /// <summary><c>DW_OP_GNU_convert</c>: As convert.</summary>
    GnuConvert = 0xf7,
    /// <summary><c>DW_OP_GNU_reinterpret</c>: As reinterpret.</summary>
    GnuReinterpret = 0xf9,
    /// <summary><c>DW_OP_GNU_parameter_ref</c>: Pushes the value a formal parameter had on entry.</summary>
    GnuParameterRef = 0xfa,
    /// <summary><c>DW_OP_GNU_addr_index</c>: As addrx.</summary>
    GnuAddrIndex = 0xfb,
    /// <summary><c>DW_OP_GNU_const_index</c>: As constx.</summary>
    GnuConstIndex = 0xfc,
    /// <summary><c>DW_OP_GNU_variable_value</c>: Pushes the value of a variable.</summary>
    GnuVariableValue = 0xfd,
}
