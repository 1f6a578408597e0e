namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Which children of a value are wanted.</summary>
/// <param name="Start">Index of the first one among its kind.</param>
/// <param name="Count">How many at most.</param>
/// <param name="Kind">The kind.</param>
public readonly record struct ChildPage(int Start, int Count, ChildKind Kind = ChildKind.All);
