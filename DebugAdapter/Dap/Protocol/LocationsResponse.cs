namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The place in source that a reference names.</summary>
public sealed record LocationsResponse(Source Source, int Line, int? Column = null, int? EndLine = null, int? EndColumn = null);
