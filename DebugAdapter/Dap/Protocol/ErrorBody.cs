namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The body of an <c>ErrorResponse</c>.</summary>
public sealed record ErrorBody(Message? Error = null);
