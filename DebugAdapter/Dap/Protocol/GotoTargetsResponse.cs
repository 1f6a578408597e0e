namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Places of the line that can be jumped to.</summary>
public sealed record GotoTargetsResponse(IReadOnlyList<GotoTarget> Targets);
