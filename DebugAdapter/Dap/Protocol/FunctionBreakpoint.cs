namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A breakpoint by function name.</summary>
public sealed record FunctionBreakpoint(string Name, string? Condition = null, string? HitCondition = null);
