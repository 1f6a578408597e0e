namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    /// <summary>Called at the next instruction boundary after AIRCR.SYSRESETREQ; the board resets its devices too. Without one only the core resets.</summary>
    public Action? ResetRequested { get; set; }

    internal void RequestReset() => Attention |= Attention.ResetRequested;

    private void TakeResetRequest()
    {
        Attention &= ~Attention.ResetRequested;
        if (ResetRequested is { } reset) reset();
        else Reset();
    }
}
