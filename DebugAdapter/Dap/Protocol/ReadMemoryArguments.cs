namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary><c>Count</c> bytes at the reference plus <c>Offset</c> bytes.</summary>
public sealed record ReadMemoryArguments(string MemoryReference, int Count, long? Offset = null);
