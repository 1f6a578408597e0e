namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The children of a container.</summary>
public sealed record VariablesResponse(IReadOnlyList<Variable> Variables);
