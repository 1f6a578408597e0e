namespace RspDebug.DebugAdapter.Dap.Custom;

/// <summary>How often an address was sampled.</summary>
/// <param name="Pc">Address.</param>
/// <param name="Count">Samples.</param>
public sealed record SwoPcSample(uint Pc, int Count);
