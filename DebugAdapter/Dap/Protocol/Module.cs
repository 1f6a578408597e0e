namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>An image of the session.</summary>
public sealed record Module(
    string Id, string Name, string? Path = null, bool? IsOptimized = null, bool? IsUserCode = null,
    string? Version = null, string? SymbolStatus = null, string? SymbolFilePath = null, string? DateTimeStamp = null,
    string? AddressRange = null);
