namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The line to jump to.</summary>
public sealed record GotoTargetsArguments(Source Source, int Line, int? Column = null);
