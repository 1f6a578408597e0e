namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A named container of variables.</summary>
public sealed record Scope(
    string Name, int VariablesReference, bool Expensive, string? PresentationHint = null, int? NamedVariables = null,
    int? IndexedVariables = null, Source? Source = null, int? Line = null, int? Column = null, int? EndLine = null,
    int? EndColumn = null);
