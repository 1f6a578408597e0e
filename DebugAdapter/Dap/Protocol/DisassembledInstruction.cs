namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>One instruction; <c>Address</c> is a hexadecimal number with 0x.</summary>
public sealed record DisassembledInstruction(
    string Address, string Instruction, string? InstructionBytes = null, string? Symbol = null, Source? Location = null,
    int? Line = null, int? Column = null, int? EndLine = null, int? EndColumn = null, string? PresentationHint = null);
