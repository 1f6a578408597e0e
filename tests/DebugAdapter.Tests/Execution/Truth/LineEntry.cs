namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>Code of one line, from its address to the next row's, as llvm-dwarfdump lists it.</summary>
internal sealed record LineEntry(uint Address, string File, int Line, bool IsStatement, bool IsPrologueEnd);
