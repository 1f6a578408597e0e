namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The calls of the current statement.</summary>
public sealed record StepInTargetsResponse(IReadOnlyList<StepInTarget> Targets);
