namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A new value for an assignable expression.</summary>
public sealed record SetExpressionArguments(string Expression, string Value, int? FrameId = null, ValueFormat? Format = null);
