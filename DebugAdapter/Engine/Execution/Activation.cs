namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>The activation that is stepped.</summary>
/// <param name="Frame">Its frame when the step began.</param>
/// <param name="Ipsr">Exception number it runs under.</param>
internal sealed record Activation(FrameIdentity Frame, uint Ipsr)
{
    /// <summary>True when a frame with this CFA is a caller: it lies above, for the callee has at least pushed LR.</summary>
    public bool IsBelow(uint? cfa) => Frame.Cfa is { } own && cfa > own;

    /// <summary>True when a frame with this CFA may be the activation itself.</summary>
    public bool IsSame(uint? cfa) => cfa is null || Frame.Cfa is null || cfa == Frame.Cfa;
}
