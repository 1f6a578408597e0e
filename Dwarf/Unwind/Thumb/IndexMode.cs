namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>How a load or store forms its address.</summary>
internal enum IndexMode
{
    /// <summary>[Rn, #imm]</summary>
    Offset,
    /// <summary>[Rn, #imm]!</summary>
    PreIndexed,
    /// <summary>[Rn], #imm</summary>
    PostIndexed,
}
