namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Whether all threads run on; when absent they do.</summary>
public sealed record ContinueResponse(bool? AllThreadsContinued = null);
