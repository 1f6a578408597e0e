namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>One item of a view.</summary>
/// <param name="Name">The name it is listed under, <c>[3]</c>; for a map item that of the pair.</param>
/// <param name="Value">The value.</param>
/// <param name="Access">What stands behind the owner's expression to reach it, <c>[3]</c> or <c>.x</c>; <c>*</c> for what stands before it; null when nothing does.</param>
/// <param name="Key">The key of a map item.</param>
internal sealed record ViewItem(string Name, TypedValue Value, string? Access, TypedValue? Key = null);
