namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Where writing began and how many bytes were written, when it was partial.</summary>
public sealed record WriteMemoryResponse(long? Offset = null, int? BytesWritten = null);
