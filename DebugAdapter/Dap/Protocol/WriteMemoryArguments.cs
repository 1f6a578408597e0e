namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Bytes in base64 for the reference plus <c>Offset</c> bytes.</summary>
public sealed record WriteMemoryArguments(string MemoryReference, string Data, long? Offset = null, bool? AllowPartial = null);
