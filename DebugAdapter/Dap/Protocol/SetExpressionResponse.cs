namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The value as the target has it after the write.</summary>
public sealed record SetExpressionResponse(
    string Value, string? Type = null, VariablePresentationHint? PresentationHint = null,
    int? VariablesReference = null, int? NamedVariables = null, int? IndexedVariables = null,
    string? MemoryReference = null, int? ValueLocationReference = null);
