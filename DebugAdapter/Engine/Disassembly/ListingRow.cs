namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>One row of the disassembly view.</summary>
/// <param name="Line">Address, bytes, text.</param>
/// <param name="Symbol">Function (and offset) at the address, or null.</param>
/// <param name="Path">Source file, or null.</param>
/// <param name="SourceLine">Source line, or 0.</param>
/// <param name="IsValid">False for a filler where memory cannot be read or does not exist.</param>
internal sealed record ListingRow(DisassembledLine Line, string? Symbol, string? Path, int SourceLine, bool IsValid);
