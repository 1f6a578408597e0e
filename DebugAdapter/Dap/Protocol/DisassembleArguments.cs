namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary><c>InstructionCount</c> instructions, starting <c>InstructionOffset</c> instructions (may be negative) from the reference plus <c>Offset</c> bytes.</summary>
public sealed record DisassembleArguments(
    string MemoryReference, int InstructionCount, long? Offset = null, int? InstructionOffset = null,
    bool? ResolveSymbols = null);
