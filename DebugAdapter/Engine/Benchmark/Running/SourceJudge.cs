using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>
/// Judges steps that run freely: over a call, a line, out of a function. Expectations come from the stack as it was before the step and
/// from the line table; the stepping code is not asked.
/// </summary>
internal static class SourceJudge
{
    private const int Depth = 12;

    /// <summary>Looks at the stack before the step; null when the step makes no sense here.</summary>
    public static async Task<Expectation?> ExpectAsync(DebugSession session, Expectation instruction, StepMode mode, CancellationToken cancellationToken)
    {
        InstructionEffects effects = instruction.Prediction.Effects;
        bool isCall = (effects.IsCall || effects.Rule == PcRule.SupervisorCall) && !instruction.Prediction.IsSkipped;
        if (mode == StepMode.Over && !isCall) return instruction;
        IReadOnlyList<SourceExpectation.Activation> frames = await FramesAsync(session, instruction.Before.Ipsr, cancellationToken).ConfigureAwait(false);
        if (mode == StepMode.Out && !Returns(frames)) return null;
        bool isUnpredicted = mode != StepMode.Over && (frames.Count == 0 || frames[0].Cfa is null);
        bool hasCall = mode == StepMode.Over ? isCall : mode == StepMode.Line && session.Image is { } image && new LineCode(image).HasCall(instruction.Before.Pc);
        return instruction with { Source = new SourceExpectation(mode, frames), HasCall = hasCall, IsUnpredicted = isUnpredicted };
    }

    // What the start-up code calls (main) does not come back.
    private static bool Returns(IReadOnlyList<SourceExpectation.Activation> frames) =>
        frames.Count > 2 || (frames.Count == 2 && frames[0].Ipsr != frames[1].Ipsr);

    /// <summary>Judges the stop; null is a success.</summary>
    /// <param name="session">Halted.</param>
    /// <param name="expectation">What was known before.</param>
    /// <param name="end">Registers and stop after the step; whether it ended at the first instruction of a handler, as was asked for.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public static async Task<StepFailure?> JudgeAsync(
        DebugSession session, Expectation expectation, (CoreState After, StopReport Stop, bool IsInHandler) end, CancellationToken cancellationToken)
    {
        (CoreState after, StopReport stop, bool isInHandler) = end;
        if ((after.Sp & 3) != 0) return new(StepCause.Alignment, $"SP is 0x{after.Sp:x8}");
        SourceExpectation source = expectation.Source!;
        if (source.Mode == StepMode.Over) return JudgeOverCall(expectation, after);
        if (expectation.IsUnpredicted || isInHandler) return null;
        IReadOnlyList<SourceExpectation.Activation> frames = await FramesAsync(session, after.Ipsr, cancellationToken).ConfigureAwait(false);
        if (frames.Count > 0 && frames[0].Cfa == source.Frames[0].Cfa && LeavesCopy(session, expectation.Before.Pc, after.Pc)) return null;
        return source.Mode == StepMode.Out ? JudgeOut(expectation, source.Frames[1], after) : JudgeLine(session, source, frames, (after, stop));
    }

    // A copy of an inlined function counts as a function: leaving it, or coming to another one, ends a step wherever that is.
    private static bool LeavesCopy(DebugSession session, uint before, uint after)
    {
        if (session.Image?.Info is not { } info) return false;
        IReadOnlyList<SourceFrame> from = Copies(info, before), to = Copies(info, after);
        if (!from.Select(static copy => copy.Die).SequenceEqual(to.Select(static copy => copy.Die))) return true;
        // At the first instruction of a copy the program stands before the call of it.
        return to.Any(copy => copy.Ranges.Any(range => range.Start.Value == after));
    }

    private static IReadOnlyList<SourceFrame> Copies(Dwarf.Info.DebugInfo info, uint address) =>
        [.. info.GetFrames(new Dwarf.Reading.CodeAddress(address)).Where(static level => level.IsInlined)];

    private static StepFailure? JudgeOverCall(Expectation expectation, CoreState after)
    {
        CoreState before = expectation.Before;
        uint next = before.Pc + (uint)expectation.Prediction.Effects.SizeInBytes;
        if (after.Ipsr != before.Ipsr || after.Sp != before.Sp)
            return new(StepCause.NestingLost, $"the call at 0x{before.Pc:x8} came back with SP 0x{after.Sp:x8} in exception {after.Ipsr}, not 0x{before.Sp:x8} in {before.Ipsr}");
        if (after.Pc != next) return new(StepCause.WrongPc, $"PC is 0x{after.Pc:x8} behind the call at 0x{before.Pc:x8}, expected 0x{next:x8}");
        // Callee-saved registers (AAPCS 6.1.1).
        for (int register = 4; register < 12; register++)
            if (after.R[register] != before.R[register]) return new(StepCause.RegisterClobbered, $"r{register} is 0x{after.R[register]:x8} behind a call, expected 0x{before.R[register]:x8}");
        return null;
    }

    private static StepFailure? JudgeOut(Expectation expectation, SourceExpectation.Activation caller, CoreState after)
    {
        if (after.Ipsr != (caller.Ipsr ?? after.Ipsr))
            return new(StepCause.NestingLost, $"the step out of 0x{expectation.Before.Pc:x8} ended in exception {after.Ipsr}, not in {caller.Ipsr}");
        return after.Pc == caller.Pc ? null : new(StepCause.WrongPc, $"PC is 0x{after.Pc:x8}, the caller of 0x{expectation.Before.Pc:x8} goes on at 0x{caller.Pc:x8}");
    }

    private static StepFailure? JudgeLine(
        DebugSession session, SourceExpectation source, IReadOnlyList<SourceExpectation.Activation> frames, (CoreState After, StopReport Stop) end)
    {
        CoreState after = end.After;
        if (frames.Count == 0 || frames[0].Cfa is null) return null;
        int level = Find(source.Frames, frames[0]);
        if (level == 0) return IsStatementStart(session, after.Pc) || end.Stop.Text is not null ? null
            : new(StepCause.WrongPc, $"PC is 0x{after.Pc:x8}, which is no start of a statement");
        if (level > 0 || LeftKnownStack(source, after)) return null;
        // A caller that the unwinder had not reached, or that ended its own call by a jump.
        if (source.Frames[0].Cfa is { } own && frames[0].Cfa > own && source.Frames.Count < Depth) return null;
        bool isCallee = frames.Skip(1).Any(frame => frame.Cfa == source.Frames[0].Cfa) || frames[0].Cfa == source.Frames[0].Cfa;
        return isCallee && (source.Mode == StepMode.Into || frames[0].Cfa == source.Frames[0].Cfa) ? null
            : new(StepCause.NestingLost, $"the step from 0x{source.Frames[0].Pc:x8} ended at 0x{after.Pc:x8} in exception {after.Ipsr}, in an activation that is none of those it began in: {string.Join(' ', frames.Take(2).Select(Describe))}; before {string.Join(' ', source.Frames.Select(Describe))}");
    }

    /// <summary>Whether a handler was left whose interrupted code the unwinder had not reached, for want of PSP (QEMU 7.2): where that goes on nobody can say.</summary>
    public static bool LeftKnownStack(SourceExpectation source, CoreState after) =>
        source.Mode is StepMode.Line or StepMode.Into && source.Frames is { Count: > 0 and < Depth } frames && frames[^1].Ipsr is > 0 and var last && after.Ipsr != last;

    private static string Describe(SourceExpectation.Activation frame) => $"[0x{frame.Pc:x} CFA 0x{frame.Cfa:x} exception {frame.Ipsr}]";

    private static int Find(IReadOnlyList<SourceExpectation.Activation> frames, SourceExpectation.Activation wanted)
    {
        for (int level = 0; level < frames.Count; level++)
            if (frames[level].Cfa == wanted.Cfa && frames[level].Function == wanted.Function && frames[level].Ipsr == wanted.Ipsr) return level;
        return -1;
    }

    private static bool IsStatementStart(DebugSession session, uint pc)
    {
        var address = new Dwarf.Reading.CodeAddress(pc);
        if (session.Image?.Info is not { } info || info.FindFunction(address) is not { } function) return true;
        foreach (LineRow row in info.GetRows(function))
            if (row.Address == address && row.IsStatement) return true;
        return false;
    }

    private static async Task<IReadOnlyList<SourceExpectation.Activation>> FramesAsync(DebugSession session, uint ipsr, CancellationToken cancellationToken)
    {
        StackView stack = await session.StackAsync(0, Depth, cancellationToken).ConfigureAwait(false);
        var frames = new List<SourceExpectation.Activation>();
        foreach (UnwindFrame frame in stack.Frames.Select(static row => row.Physical).DistinctBy(static physical => physical.Level))
        {
            uint? function = (uint?)session.Image?.Info.FindFunction(frame.LookupPc)?.EntryPoint.Value;
            frames.Add(new((uint)frame.Pc.Value, (uint?)frame.Cfa?.Value, function, frame.Level == 0 ? ipsr : (uint?)frame.ExceptionNumber));
        }

        return frames;
    }
}
