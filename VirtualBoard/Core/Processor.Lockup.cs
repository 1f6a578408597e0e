namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    /// <summary>A debugger that moves the PC in Debug state takes the core out of lockup (B1.5.15).</summary>
    internal void LeaveLockup() => Attention &= ~Attention.LockedUp;

    /// <summary>Carries out a reset that was asked for, without waiting for the next step (a halted core takes none).</summary>
    internal void TakePendingReset()
    {
        if ((Attention & Attention.ResetRequested) != Attention.None) TakeResetRequest();
    }
}
