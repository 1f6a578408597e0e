namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A thread of the target.</summary>
public sealed record Thread(int Id, string Name);
