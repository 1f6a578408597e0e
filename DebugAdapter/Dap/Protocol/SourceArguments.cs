namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The source asked for; <c>SourceReference</c> is kept for old clients.</summary>
public sealed record SourceArguments(int SourceReference, Source? Source = null);
