namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The frame whose scopes are asked for.</summary>
public sealed record ScopesArguments(int FrameId);
