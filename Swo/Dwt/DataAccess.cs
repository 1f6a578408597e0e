namespace RspDebug.Swo.Dwt;

/// <summary>One data access that a DWT comparator traced: what its packets told together.</summary>
/// <param name="Comparator">0 to 3.</param>
/// <param name="Pc">The instruction, when the comparator sends it.</param>
/// <param name="Address">Low bits of the address, when it is sent.</param>
/// <param name="AddressBits">How many: 16; on Armv8-M 8, 16 or 32. 0 without an address.</param>
/// <param name="Value">The value, when it is sent.</param>
/// <param name="SizeInBytes">Access size; 0 without a value.</param>
/// <param name="IsWrite">Write or read; only known with the value.</param>
/// <param name="IsMatch">Armv8-M: the comparator said only that it matched.</param>
public readonly record struct DataAccess(
    int Comparator, uint? Pc, uint? Address, int AddressBits, uint? Value, int SizeInBytes, bool IsWrite, bool IsMatch = false);
