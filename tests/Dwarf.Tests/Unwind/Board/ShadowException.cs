namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>The stack frame of an exception, by the state of the processor when it was pushed (ARMv7-M ARM, B1.5.6).</summary>
/// <param name="Number">The exception that was taken first; another may have been tail-chained since.</param>
/// <param name="IsExtended">CONTROL.FPCA was set: S0-S15 and FPSCR have their place in it.</param>
/// <param name="IsPadded">SP was 4 modulo 8.</param>
/// <param name="OnProcessStack">It lies on the process stack.</param>
/// <param name="Sp">SP before it was pushed.</param>
internal sealed record ShadowException(int Number, bool IsExtended, bool IsPadded, bool OnProcessStack, uint Sp)
{
    /// <summary>Where R0 is.</summary>
    public uint FrameBase => Sp - (IsExtended ? 0x68u : 0x20) - (IsPadded ? 4u : 0);
}
