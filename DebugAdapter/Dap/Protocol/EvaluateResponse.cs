namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The value of an expression; <c>VariablesReference</c> is 0 when it has no children.</summary>
public sealed record EvaluateResponse(
    string Result, int VariablesReference, string? Type = null, VariablePresentationHint? PresentationHint = null,
    int? NamedVariables = null, int? IndexedVariables = null, string? MemoryReference = null,
    int? ValueLocationReference = null);
