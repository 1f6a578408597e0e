namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A jump to a place that gotoTargets offered.</summary>
public sealed record GotoArguments(int ThreadId, int TargetId);
