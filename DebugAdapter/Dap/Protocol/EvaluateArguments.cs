namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>An expression; <c>Context</c> is one of <see cref="EvaluateContext"/>.</summary>
public sealed record EvaluateArguments(
    string Expression, int? FrameId = null, int? Line = null, int? Column = null, Source? Source = null,
    string? Context = null, ValueFormat? Format = null);
