namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Exactly as many instructions as asked for.</summary>
public sealed record DisassembleResponse(IReadOnlyList<DisassembledInstruction> Instructions);
