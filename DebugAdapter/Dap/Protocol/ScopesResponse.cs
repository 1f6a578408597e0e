namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The scopes of a frame.</summary>
public sealed record ScopesResponse(IReadOnlyList<Scope> Scopes);
