namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>An image was loaded, changed or removed.</summary>
public sealed record ModuleEvent(string Reason, Module Module);
