namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A way to set a breakpoint (hardware, software) that the user can choose.</summary>
public sealed record BreakpointMode(
    string Mode, string Label, IReadOnlyList<BreakpointModeApplicability> AppliesTo, string? Description = null);
