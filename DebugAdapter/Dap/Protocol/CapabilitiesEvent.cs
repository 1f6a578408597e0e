namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Capabilities that became known after <c>initialize</c>; only those that changed are set.</summary>
public sealed record CapabilitiesEvent(Capabilities Capabilities);
