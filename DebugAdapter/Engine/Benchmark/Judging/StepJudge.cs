using System.Numerics;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Judging;

/// <summary>Decides whether one instruction step was a success, from the states around it and the prediction.</summary>
/// <param name="memory">Target memory, for the frames of exception entries.</param>
/// <param name="mayEnterHandlers">A step may end in a handler that was just entered.</param>
/// <param name="isBoundary">Whether an instruction starts at an address; null where that is not known.</param>
internal sealed class StepJudge(IStepMemory memory, bool mayEnterHandlers, Func<uint, bool?> isBoundary)
{
    private const uint CumulativeBits = 0x9F;
    private const uint Lr = 14;

    private readonly ExceptionEntry _entry = new(memory);

    /// <summary>Judges a step; null is a success.</summary>
    /// <param name="before">Registers before it.</param>
    /// <param name="prediction">What was predicted from them.</param>
    /// <param name="after">Registers after it.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask<StepFailure?> JudgeAsync(CoreState before, StepPrediction prediction, CoreState after, CancellationToken cancellationToken)
    {
        if ((after.Sp & 3) != 0 || (after.Pc & 1) != 0) return new(StepCause.Alignment, $"SP is 0x{after.Sp:x8}, PC is 0x{after.Pc:x8}");
        bool expectsEntry = prediction.Kind is PredictionKind.SupervisorCall or PredictionKind.Fault;
        if (after.Ipsr != 0 && (expectsEntry || after.Ipsr != prediction.Ipsr || after.Pc != prediction.Pc)
            && await _entry.CheckAsync(before, prediction, after, cancellationToken).ConfigureAwait(false) is { } entered)
            return JudgeEntry(before, prediction, after, entered);
        if (prediction.Kind == PredictionKind.Unknown) return null;
        return WrongPlace(prediction, after) ?? (prediction.Frame is { } frame ? JudgeReturn(before, prediction, after, frame) : JudgeRegisters(before, prediction, after));
    }

    /// <summary>Whether the core stands at the first instruction of a handler, and steps may end there.</summary>
    public async ValueTask<bool> IsEntryAsync(CoreState after, CancellationToken cancellationToken) =>
        mayEnterHandlers && after.Ipsr != 0 && await _entry.IsHandlerStartAsync(after, cancellationToken).ConfigureAwait(false);

    private StepFailure? JudgeEntry(CoreState before, StepPrediction prediction, CoreState after, ExceptionEntry.Outcome entered)
    {
        if (entered.Problem is { } problem)
            return new(prediction.Kind == PredictionKind.ExceptionReturn ? StepCause.ExceptionReturn : StepCause.NestingLost, problem);
        bool isOwn = (prediction.Kind == PredictionKind.SupervisorCall && after.Ipsr == 11) || after.Ipsr is >= 3 and <= 6;
        if (!isOwn && !mayEnterHandlers)
            return new(StepCause.InterruptEntered, $"the step from 0x{before.Pc:x8} ended in exception {after.Ipsr} at 0x{after.Pc:x8}");
        return null;
    }

    private StepFailure? WrongPlace(StepPrediction prediction, CoreState after)
    {
        bool isThere = after.Pc == prediction.Pc || after.Pc == prediction.OtherPc;
        if (isThere && after.Ipsr == prediction.Ipsr && prediction.Kind is not (PredictionKind.SupervisorCall or PredictionKind.Fault)) return null;
        string text = $"PC is 0x{after.Pc:x8} in exception {after.Ipsr}, predicted 0x{prediction.Pc:x8} in {prediction.Ipsr}";
        if (prediction.Kind == PredictionKind.ExceptionReturn) return new(StepCause.ExceptionReturn, text);
        if (after.Ipsr != prediction.Ipsr) return new(StepCause.NestingLost, text);
        return new(isBoundary(after.Pc) == false ? StepCause.Alignment : StepCause.WrongPc, text);
    }

    private static StepFailure? JudgeReturn(CoreState before, StepPrediction prediction, CoreState after, ExceptionFrame frame)
    {
        for (int register = 0; register < 15; register++)
        {
            uint expected = register switch { < 4 or 12 or 14 => frame.Core(register), 13 => ReturnStack(prediction, frame), _ => ReturnValue(before, prediction, after, register) };
            if (after.R[register] != expected) return Clobbered($"r{register}", expected, after.R[register]);
        }

        const uint ApsrMask = 0xF80F_0000;
        if (((after.Xpsr ^ frame.Xpsr) & ApsrMask) != 0) return Clobbered("xPSR", frame.Xpsr, after.Xpsr);
        for (int number = 0; before.S is { } s && after.S is { } now && number < 32; number++)
            if (now[number] != s[number] && !(frame.IsExtended && number < 16 && now[number] == frame.Single(number))) return Clobbered($"s{number}", s[number], now[number]);
        bool isSame = before.Fpscr == after.Fpscr || (frame.IsExtended && after.Fpscr == frame.Fpscr);
        return isSame || before.Fpscr is null || after.Fpscr is null ? null
            : new(StepCause.FpscrClobbered, $"FPSCR went from 0x{before.Fpscr:x8} to 0x{after.Fpscr:x8} by an exception return whose frame has 0x{(frame.IsExtended ? frame.Fpscr : 0):x8}");
    }

    // The frame's SP is that of the stack the interrupted code uses.
    private static uint ReturnStack(StepPrediction prediction, ExceptionFrame frame) => frame.StackBefore;

    // What else a POP {r4, pc} loads; anything else stays.
    private static uint ReturnValue(CoreState before, StepPrediction prediction, CoreState after, int register) =>
        (prediction.Effects.Writes >> register & 1) != 0 ? after.R[register] : before.R[register];

    private static StepFailure? JudgeRegisters(CoreState before, StepPrediction prediction, CoreState after)
    {
        InstructionEffects effects = prediction.Effects;
        uint writes = prediction.IsSkipped ? 0 : effects.Writes;
        if (effects.WritesSystem && !prediction.IsSkipped) writes |= 1u << 13;
        for (int register = 0; register <= (int)Lr; register++)
            if (after.R[register] != before.R[register] && (writes >> register & 1) == 0) return Clobbered($"r{register}", before.R[register], after.R[register]);
        if (JudgeStatus(before, prediction, after) is { } status) return status;
        bool isSystem = effects.WritesSystem && !prediction.IsSkipped;
        if (!isSystem && JudgeSystem(before, prediction, after) is { } system) return system;
        uint floats = prediction.IsSkipped ? 0 : effects.FloatWrites;
        for (int number = 0; before.S is { } s && after.S is { } now && number < 32; number++)
            if (now[number] != s[number] && (floats >> number & 1) == 0) return Clobbered($"s{number}", s[number], now[number]);
        return JudgeFpscr(before, prediction, after);
    }

    private static StepFailure? JudgeStatus(CoreState before, StepPrediction prediction, CoreState after)
    {
        InstructionEffects effects = prediction.Effects;
        bool isInBlock = (before.It & 15) != 0;
        // 16-bit arithmetic inside an IT block leaves the flags alone; comparisons set them (A5.2).
        bool setsFlags = !prediction.IsSkipped && !(isInBlock && effects.SizeInBytes == 2 && effects.Writes != 0);
        uint mayChange = (setsFlags ? effects.Flags : 0) | CoreState.ItMask;
        if (((before.Xpsr ^ after.Xpsr) & ~mayChange & 0xFF0F_0000) != 0) return Clobbered("xPSR", before.Xpsr, after.Xpsr);
        return after.It == prediction.It ? null : Clobbered("the IT state", prediction.It, after.It);
    }

    private static StepFailure? JudgeSystem(CoreState before, StepPrediction prediction, CoreState after)
    {
        bool isFloat = prediction.Effects.IsFloat && !prediction.IsSkipped;
        uint control = isFloat ? 4u : 0;
        if (before.Control is { } old && after.Control is { } now && ((old ^ now) & ~control) != 0) return Clobbered("CONTROL", old, now);
        if (before.Masks is { } masks && after.Masks is { } masksNow && masks != masksNow) return Clobbered("PRIMASK, BASEPRI, FAULTMASK", masks, masksNow);
        // One of the two stack pointers is SP, judged with the core registers; the other one rests.
        if (before is { Msp: { } msp, Psp: { } psp } && after is { Msp: { } mspNow, Psp: { } pspNow } && msp != mspNow && psp != pspNow)
            return Clobbered("the other stack pointer", before.Sp == msp ? psp : msp, before.Sp == msp ? pspNow : mspNow);
        return null;
    }

    private static StepFailure? JudgeFpscr(CoreState before, StepPrediction prediction, CoreState after)
    {
        if (before.Fpscr is not { } old || after.Fpscr is not { } now || old == now) return null;
        bool mayChange = prediction.Effects.IsFloat && !prediction.IsSkipped;
        // The first FP instruction of a context takes FPDSCR (ExecuteFPCheck); QEMU takes all of it.
        if (mayChange && before.HasFloatContext != true) return null;
        // A store into the System Control Space may reach FPCCR or FPDSCR; MSR and CPS may change the context.
        if (prediction.Effects.WritesSystem) return null;
        uint changed = old ^ now;
        bool isRight = mayChange && prediction.Effects.Fpscr switch
        {
            FpscrUse.Write => true,
            FpscrUse.Cumulative => (changed & ~CumulativeBits) == 0 && (old & CumulativeBits & ~now) == 0,
            FpscrUse.Compare => (changed & ~(CumulativeBits | InstructionEffects.Nzcv)) == 0 && (old & CumulativeBits & ~now) == 0,
            _ => false,
        };
        return isRight ? null : new(StepCause.FpscrClobbered, $"FPSCR went from 0x{old:x8} to 0x{now:x8}, {BitOperations.PopCount(changed)} bits that the instruction at 0x{before.Pc:x8} does not write");
    }

    private static StepFailure Clobbered(string what, uint expected, uint seen) => new(StepCause.RegisterClobbered, $"{what} is 0x{seen:x8}, expected 0x{expected:x8}");
}
