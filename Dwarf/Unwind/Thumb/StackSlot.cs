namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>What was stored in one place of the stack.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsSave">Stored by an instruction that makes room for it, as prologues do; else it may be a local variable or an argument.</param>
internal readonly record struct StackSlot(SymbolicValue Value, bool IsSave);
