namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The text of a source.</summary>
public sealed record SourceResponse(string Content, string? MimeType = null);
