namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A new value for a child of a container.</summary>
public sealed record SetVariableArguments(int VariablesReference, string Name, string Value, ValueFormat? Format = null);
