namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One scope of a frame.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Reference">Number to expand it by.</param>
internal sealed record ScopeView(ScopeKind Kind, int Reference);
