namespace RspDebug.Dwarf.Types;

/// <summary>One dimension of an array.</summary>
/// <param name="LowerBound">Index of the first element; 0 in C and its kin.</param>
/// <param name="Count">Number of elements; null when not known: a flexible or variable-length array.</param>
public readonly record struct ArrayDimension(long LowerBound, long? Count);
