namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>How values are rendered.</summary>
public sealed record ValueFormat(bool? Hex = null);
