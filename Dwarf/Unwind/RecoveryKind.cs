namespace RspDebug.Dwarf.Unwind;

/// <summary>Where a plan finds the caller's value of one register.</summary>
internal enum RecoveryKind { Undefined, Lost, Register, Memory, Value }
