using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>Our backtrace against the true stack: each frame's address, stack pointer, registers and exception, and the bottom.</summary>
internal static class BacktraceDifference
{
    private const int MostFrames = 200;

    private static readonly CoreRegister[] KeptByCalls = [.. Range(CoreRegister.R4, 8), .. Range(CoreRegister.S16, 16)];

    // R0 is left out: a supervisor call puts its result into the stacked one.
    private static readonly CoreRegister[] KeptByExceptions = [.. KeptByCalls, .. Range(CoreRegister.R1, 3), CoreRegister.R12];

    private static readonly CoreRegister[] KeptWithFloatContext = [.. KeptByExceptions, .. Range(CoreRegister.S0, 16), CoreRegister.Fpscr];

    /// <summary>Null when all is as it should be.</summary>
    public static string? Find(UnwindTables tables, ShadowStack shadow)
    {
        Backtrace backtrace = new Unwinder(tables, shadow.Memory).Walk(shadow.ReadRegisters(), MostFrames);
        ShadowFrame[] truth = [.. shadow.Frames.Reverse()];
        string? text = Compare(backtrace, truth, shadow.PendingFrame);
        if (text is not null && truth.Any(frame => frame.IsLocal))
            text = Compare(backtrace, [.. truth.Where(frame => !frame.IsLocal)], shadow.PendingFrame);
        return text;
    }

    private static string? Compare(Backtrace backtrace, ShadowFrame[] truth, uint? pendingFrame)
    {
        ReadOnlySpan<UnwindFrame> callers = backtrace.Frames.AsSpan()[1..];
        bool isSame = callers.Length == truth.Length && backtrace.Ending is UnwindResult.End { Reason: EndReason.StackBottom };
        for (int i = 0; isSame && i < truth.Length; i++)
            isSame = callers[i].Pc.Value == truth[i].Pc && callers[i].Registers[CoreRegister.Sp] == truth[i].Sp && callers[i].Exception is not null == truth[i].IsException;
        if (!isSame)
            return $"{Text(backtrace.Frames.Skip(1))} should be {Text(truth)}; {backtrace.Ending}";
        for (int i = 0; i < truth.Length; i++)
        {
            // A local subroutine keeps no registers: the ABI holds between functions only. What the outermost function calls never returns,
            // and compilers keep no registers for its sake.
            if (!truth[i].IsLocal && i < truth.Length - 1 && (ExceptionDifference(callers[i], truth[i], pendingFrame) ?? RegisterDifference(callers[i], truth[i])) is { } text)
                return $"frame {i + 1} ({callers[i]}): {text}; {Text(truth)}";
        }
        return null;
    }

    private static string? ExceptionDifference(UnwindFrame ours, ShadowFrame truth, uint? pendingFrame)
    {
        if (truth.Exception is not { } exception)
            return null;
        uint frameBase = exception.FrameBase;
        var expected = (exception.IsExtended, exception.IsPadded, exception.OnProcessStack, exception.IsExtended && frameBase == pendingFrame, frameBase);
        ExceptionInfo info = ours.Exception!;
        var found = (info.IsExtended, info.HasPadding, info.Stack == StackBank.Process, info.IsLazyPending, (uint)info.FrameBase.Value);
        return found == expected ? null : $"extended, padded, PSP, pending, base are {found}, should be {expected}";
    }

    // A call keeps R4-R11 and S16-S31; an exception keeps everything, S0-S15 and FPSCR if they were in use.
    private static string? RegisterDifference(UnwindFrame ours, ShadowFrame truth)
    {
        CoreRegister[] kept = truth.Exception switch { null => KeptByCalls, { IsExtended: false } => KeptByExceptions, _ => KeptWithFloatContext };
        foreach (CoreRegister register in kept)
        {
            if (ours.Registers[register] != truth.Registers[register])
                return $"{register.Name()} is {ours.Registers[register]:x}, should be {truth.Registers[register]:x}";
        }
        return null;
    }

    private static string Text(IEnumerable<UnwindFrame> frames) =>
        string.Join(' ', frames.Select(frame => $"{frame.Pc.Value:x}/{frame.Registers[CoreRegister.Sp]:x}{(frame.Exception is null ? "" : "!")}"));

    private static string Text(IEnumerable<ShadowFrame> frames) => string.Join(' ', frames.Select(frame => $"{frame.Pc:x}/{frame.Sp:x}{(frame.IsException ? "!" : "")}"));

    private static IEnumerable<CoreRegister> Range(CoreRegister first, int count) => Enumerable.Range((int)first, count).Select(number => (CoreRegister)number);
}
