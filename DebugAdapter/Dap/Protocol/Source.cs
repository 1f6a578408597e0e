namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A source file, or a generated source when <c>SourceReference</c> is above 0.</summary>
public sealed record Source(
    string? Name = null, string? Path = null, int? SourceReference = null, string? PresentationHint = null,
    string? Origin = null);
