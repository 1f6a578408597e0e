namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>One activation in a recorded run: of a function that was called, or of an exception handler.</summary>
/// <param name="Caller">What it returns to; null for the code at reset.</param>
/// <param name="IsHandler">An exception began it.</param>
/// <param name="ReturnPc">Where a call returns to.</param>
/// <param name="Sp">SP before the call or the exception, and again after the return.</param>
/// <param name="Ipsr">Exception number before, and again after.</param>
/// <param name="HandlerSp">SP at the first instruction of a handler.</param>
internal sealed record TraceFrame(TraceFrame? Caller, bool IsHandler, uint ReturnPc, uint Sp, uint Ipsr, uint HandlerSp)
{
    /// <summary>Number of frames around it.</summary>
    public int Depth { get; } = Caller is null ? 0 : Caller.Depth + 1;

    /// <summary>Number of handlers among it and the frames around it.</summary>
    public int Handlers { get; } = (Caller?.Handlers ?? 0) + (IsHandler ? 1 : 0);

    /// <summary>True for this frame and what it was called from.</summary>
    public bool IsWithin(TraceFrame frame)
    {
        TraceFrame? outer = this;
        while (outer is not null && outer.Depth > frame.Depth)
            outer = outer.Caller;
        return ReferenceEquals(outer, frame);
    }
}
