namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A named value; <c>VariablesReference</c> is 0 when it has no children.</summary>
public sealed record Variable(
    string Name, string Value, int VariablesReference, string? Type = null,
    VariablePresentationHint? PresentationHint = null, string? EvaluateName = null, int? NamedVariables = null,
    int? IndexedVariables = null, string? MemoryReference = null, int? DeclarationLocationReference = null,
    int? ValueLocationReference = null);
