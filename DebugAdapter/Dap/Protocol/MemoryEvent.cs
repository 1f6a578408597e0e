namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Target memory changed; <c>Offset</c> and <c>Count</c> are in bytes from the reference.</summary>
public sealed record MemoryEvent(string MemoryReference, long Offset, long Count);
