namespace RspDebug.Dwarf.Unwind;

/// <summary>The caller's registers but PC, and where the function would return to; null when that is lost.</summary>
internal readonly record struct CallerState(RegisterSetBuilder Registers, uint? ReturnAddress);
