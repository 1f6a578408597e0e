namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Which activation the innermost frame is.</summary>
/// <param name="Cfa">
/// Canonical frame address: the caller's SP; the same for all instructions of one activation. Null when it cannot be told.
/// </param>
/// <param name="ReturnSp">SP behind the return: the CFA, but for an exception handler the SP of the interrupted code.</param>
/// <param name="CallerPc">Where it returns to; null when the stack ends here.</param>
/// <param name="CallerIpsr">Exception number that is active after the return.</param>
/// <param name="EndReason">Why there is no caller.</param>
internal sealed record FrameIdentity(uint? Cfa, uint? ReturnSp, uint? CallerPc, uint CallerIpsr, string? EndReason);
