namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A breakpoint by memory reference plus <c>Offset</c> bytes.</summary>
public sealed record InstructionBreakpoint(
    string InstructionReference, long? Offset = null, string? Condition = null, string? HitCondition = null,
    string? Mode = null);
