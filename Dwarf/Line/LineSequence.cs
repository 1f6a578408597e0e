using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Line;

/// <summary>A run of rows whose addresses rise, usually one function or section.</summary>
/// <param name="Range">Code that the rows cover.</param>
/// <param name="FirstRow">Position of its first row in the table.</param>
/// <param name="RowCount">Number of rows, the closing end_sequence row included.</param>
public readonly record struct LineSequence(CodeRange Range, int FirstRow, int RowCount);
