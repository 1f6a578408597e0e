namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Bytes in base64, the address of the first one, and how many after them cannot be read.</summary>
public sealed record ReadMemoryResponse(string Address, int? UnreadableBytes = null, string? Data = null);
