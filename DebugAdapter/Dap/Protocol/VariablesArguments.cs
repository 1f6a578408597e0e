namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A container's children: all, or <c>Count</c> from <c>Start</c> of the kind in <c>Filter</c>.</summary>
public sealed record VariablesArguments(
    int VariablesReference, string? Filter = null, int? Start = null, int? Count = null, ValueFormat? Format = null);
