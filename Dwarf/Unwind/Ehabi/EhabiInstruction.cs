namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>One unwinding instruction.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Operand">Bytes, mask or register, by opcode.</param>
/// <param name="Count">D registers.</param>
/// <param name="PaddingInBytes">4 for the FSTMX form.</param>
internal readonly record struct EhabiInstruction(EhabiOpcode Opcode, long Operand = 0, int Count = 0, int PaddingInBytes = 0);
