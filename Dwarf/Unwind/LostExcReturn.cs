using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>
/// Finds the exception frame of a handler whose EXC_RETURN is gone: hand-written trampolines call the real handler without keeping LR
/// (cortex-m-rt issue 131). The frame then lies where the trampoline found its stack, or at PSP.
/// </summary>
internal static class LostExcReturn
{
    private const uint BasicMainHandler = 0xffff_fff1;
    private const uint BasicMainThread = 0xffff_fff9;
    private const uint BasicProcessThread = 0xffff_fffd;
    private const uint IpsrMask = 0x1ff;
    private const uint ThumbBit = 1 << 24;
    private const uint ReservedXpsrBits = 0x00f0_0000;
    private const int LastException = 16 + 495;           // IPSR has nine bits; ARMv7-M allows 496 external interrupts

    /// <summary>A value that fits what is on the stack, or null when nothing plausible is there.</summary>
    public static ExcReturn? Guess(UnwindFrame handler, uint cfa, RegisterSet registers, ICodeMap code, MemoryProbe probe)
    {
        if (handler.ExceptionNumber is not > 0)
            return null;
        if (PlausibleNumber(cfa, code, probe) is { } number && number != handler.ExceptionNumber)
            return new ExcReturn(number == 0 ? BasicMainThread : BasicMainHandler);
        bool isThread = registers[CoreRegister.Psp] is { } psp && PlausibleNumber(psp, code, probe) == 0;
        return isThread ? new ExcReturn(BasicProcessThread) : null;
    }

    // IPSR of the stacked xPSR when the eight words look like an exception frame.
    private static int? PlausibleNumber(uint frameBase, ICodeMap code, MemoryProbe probe)
    {
        Span<byte> frame = stackalloc byte[0x20];
        if ((frameBase & 7) != 0 || probe.Read(frameBase, frame) != MemoryStatus.Available)
            return null;
        uint lr = probe.Word(frame[0x14..]), pc = probe.Word(frame[0x18..]), xpsr = probe.Word(frame[0x1c..]);
        bool isPcPlausible = (pc & 1) == 0 && code.IsCode(new CodeAddress(pc));
        bool isLrPlausible = lr == ExcReturn.ResetValue || ExcReturn.TryDecode(lr, out _) || ((lr & 1) != 0 && code.IsCode(new CodeAddress(lr) + -2));
        bool isStatePlausible = (xpsr & ThumbBit) != 0 && (xpsr & ReservedXpsrBits) == 0 && (xpsr & IpsrMask) <= LastException;
        return isPcPlausible && isLrPlausible && isStatePlausible ? (int)(xpsr & IpsrMask) : null;
    }
}
