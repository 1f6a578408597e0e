namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>A value with the name it is shown under.</summary>
/// <param name="Name">The name in its list: <c>pos</c>, <c>[3]</c>, <c>*p</c>.</param>
/// <param name="EvaluateName">An expression that reaches it from the frame, <c>d-&gt;pos[1].x</c>; null when there is none.</param>
/// <param name="Value">The value.</param>
/// <param name="Kind">Its role.</param>
public sealed record NamedValue(string Name, string? EvaluateName, TypedValue Value, NamedValueKind Kind);
