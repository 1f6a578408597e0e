namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A source file became known, changed or went away.</summary>
public sealed record LoadedSourceEvent(string Reason, Source Source);
