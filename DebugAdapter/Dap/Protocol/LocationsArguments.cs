namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A location reference from a variable or output.</summary>
public sealed record LocationsArguments(int LocationReference);
