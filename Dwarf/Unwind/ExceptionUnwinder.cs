using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Passes from a handler to the code it interrupted, through the frame that the processor pushed.</summary>
/// <remarks>
/// ARMv7-M ARM, B1.5.6 to B1.5.8. From the frame base upward:
/// <code>
/// 00 R0  04 R1  08 R2  0c R3  10 R12  14 LR  18 ReturnAddress  1c xPSR          basic: 0x20 bytes
/// 20..5c S0..S15  60 FPSCR  64 reserved                                         extended: 0x68 bytes
/// then one word of padding when stacked xPSR bit 9 is set
/// </code>
/// </remarks>
internal static class ExceptionUnwinder
{
    private const int BasicSize = 0x20;
    private const int ExtendedSize = 0x68;
    private const int SinglesOffset = 0x20;
    private const int FpscrOffset = 0x60;
    private const uint PaddingBit = 1 << 9;
    private const uint ThumbBit = 1 << 24;
    private const uint IpsrMask = 0x1ff;
    private const uint ControlSpsel = 2;
    private const uint ControlFpca = 4;
    private const ulong Fpccr = 0xE000_EF34;              // and FPCAR in the next word: ARMv7-M ARM, B3.2.21 and B3.2.22
    private const uint LazyStatePreservationActive = 1;

    private static readonly CoreRegister[] BasicRegisters =
        [CoreRegister.R0, CoreRegister.R1, CoreRegister.R2, CoreRegister.R3, CoreRegister.R12, CoreRegister.Lr, CoreRegister.Pc, CoreRegister.Xpsr];

    /// <summary>Null when <paramref name="interrupted"/> is given, else why it is not.</summary>
    /// <param name="handler">The frame whose return address is <paramref name="excReturn"/>.</param>
    /// <param name="excReturn">Decoded.</param>
    /// <param name="atReturn">The handler's registers after its own epilogue: SP is its CFA.</param>
    /// <param name="probe">Reads the frame.</param>
    /// <param name="interrupted">The interrupted code, when the result is null.</param>
    public static UnwindResult? TryUnwind(UnwindFrame handler, ExcReturn excReturn, RegisterSet atReturn, MemoryProbe probe, out InterruptedState? interrupted)
    {
        interrupted = null;
        if (handler.ExceptionNumber == 0)
            return new UnwindResult.End(EndReason.NotCode, $"{excReturn} ends a handler, but the processor is in Thread mode: the stack is damaged");
        if (!excReturn.StaysInOneSecurityState)
            return new UnwindResult.Unavailable($"{excReturn}: the interrupted state lies on a Secure stack, which a Non-secure debugger cannot read");
        uint? stackPointer = excReturn.UsesProcessStack ? atReturn[CoreRegister.Psp] : atReturn[CoreRegister.Sp];
        if (stackPointer is not { } frameBase)
            return new UnwindResult.Unavailable($"{excReturn}: the interrupted thread runs on PSP, and the server does not give PSP");
        byte[] frame = new byte[excReturn.IsExtended ? ExtendedSize : BasicSize];
        if (!probe.TryRead(frameBase, frame))
            return probe.Failure;

        uint xpsr = probe.Word(frame.AsSpan(0x1c));
        int number = (int)(xpsr & IpsrMask);
        if (excReturn.ReturnsToThread != (number == 0))
            return new UnwindResult.End(EndReason.NotCode, $"{excReturn} does not fit the stacked xPSR 0x{xpsr:x8} at 0x{frameBase + 0x1c:x8}: the stack is damaged");

        RegisterSetBuilder next = atReturn.ToBuilder();
        for (int i = 0; i < BasicRegisters.Length; i++)
            next.Set(BasicRegisters[i], probe.Word(frame.AsSpan(4 * i)), RegisterOrigin.InMemory(frameBase + 4UL * (uint)i));
        next.Set(CoreRegister.Xpsr, xpsr & ~PaddingBit, RegisterOrigin.InMemory(frameBase + 0x1cUL));
        bool isLazy = false;
        string? note = (xpsr & ThumbBit) == 0 ? "the stacked xPSR has no Thumb bit: a branch to an even address" : null;
        if (excReturn.IsExtended && !TryRestoreFloatingPoint(handler, next, frame, frameBase, probe, out isLazy, ref note))
            return probe.Failure;

        bool isPadded = (xpsr & PaddingBit) != 0;
        StackBank bank = excReturn.UsesProcessStack ? StackBank.Process : StackBank.Main;
        PlanExecutor.SetStackPointer(next, bank, frameBase + (uint)frame.Length + (isPadded ? 4u : 0));
        if (bank == StackBank.Process)
            next.SetComputed(CoreRegister.Msp, atReturn[CoreRegister.Sp]!.Value);
        if (atReturn[CoreRegister.Control] is { } control)
            next.SetComputed(CoreRegister.Control, (control & ~(ControlSpsel | ControlFpca)) | (excReturn.UsesProcessStack ? ControlSpsel : 0) | (excReturn.IsExtended ? ControlFpca : 0));
        var seed = new FrameSeed
        {
            Level = handler.Level + 1,
            Pc = probe.Word(frame.AsSpan(0x18)),
            IsCall = false,
            How = UnwindMethod.Exception,
            Confidence = handler.Confidence,
            Live = handler.Live,
            Stack = bank,
            ExceptionNumber = number,
            Exception = new ExceptionInfo(handler.ExceptionNumber, excReturn, new TargetAddress(frameBase), isLazy, isPadded),
            Note = note,
        };
        interrupted = new InterruptedState(next.Build(), seed);
        return null;
    }

    // The processor reserves the space at once and writes it when the handler first uses the FPU. Until then the values are the
    // processor's own; LSPACT and FPCAR say whether this frame is the one that waits (at most one does).
    private static bool TryRestoreFloatingPoint(
        UnwindFrame handler, RegisterSetBuilder next, byte[] frame, uint frameBase, MemoryProbe probe, out bool isLazy, ref string? note)
    {
        isLazy = false;
        Span<byte> state = stackalloc byte[8];
        MemoryStatus status = probe.Read(Fpccr, state);
        if (status == MemoryStatus.Missing)
            return false;
        bool isKnown = status == MemoryStatus.Available;
        if (!isKnown)
            note = "S0-S15 and FPSCR unknown: FPCCR cannot be read";
        isLazy = isKnown && (probe.Word(state) & LazyStatePreservationActive) != 0 && (probe.Word(state[4..]) & ~7u) == frameBase + SinglesOffset;
        for (int i = 0; i <= 16; i++)
        {
            CoreRegister register = i == 16 ? CoreRegister.Fpscr : CoreRegister.S0 + i;
            int offset = i == 16 ? FpscrOffset : SinglesOffset + 4 * i;
            if (!isKnown)
                next.Forget(register);
            else if (isLazy)
                next.Copy(register, handler.Live, register);
            else
                next.Set(register, probe.Word(frame.AsSpan(offset)), RegisterOrigin.InMemory(frameBase + (ulong)offset));
        }
        return true;
    }
}
