using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Turns the end of a run into what the UI shows.</summary>
internal static class RunReporter
{
    private const byte SemihostingImmediate = 0xAB;

    /// <summary>The stop to show; null when there is none (the session ends).</summary>
    /// <param name="outcome">How the run ended; not <see cref="RunOutcome.Ended"/>.</param>
    /// <param name="breakpoints">All user breakpoints.</param>
    /// <param name="code">The halfword at PC, or null.</param>
    /// <param name="pc">Where the target stands.</param>
    public static StopReport? Describe(RunOutcome outcome, BreakpointManager breakpoints, ushort? code, uint pc) => outcome switch
    {
        RunOutcome.StepDone done => new(StopReason.Step, done.Note, []),
        RunOutcome.AtBreakpoint hit => new(ReasonOf(hit, breakpoints), null, hit.Ids),
        RunOutcome.AtDataBreakpoint hit => new(StopReason.DataBreakpoint, hit.Text, hit.Ids),
        RunOutcome.Paused paused => new(StopReason.Pause, paused.Note, []),
        RunOutcome.TargetStopped stopped => Describe(stopped.Stop, code, pc),
        _ => null,
    };

    private static StopReason ReasonOf(RunOutcome.AtBreakpoint hit, BreakpointManager breakpoints) =>
        breakpoints.All.FirstOrDefault(b => hit.Ids.Contains(b.Id))?.Spec switch
        {
            BreakpointSpec.Function => StopReason.FunctionBreakpoint,
            BreakpointSpec.Instruction => StopReason.InstructionBreakpoint,
            _ => StopReason.Breakpoint,
        };

    private static StopReport Describe(TargetStop stop, ushort? code, uint pc) => stop.Kind switch
    {
        TargetStopKind.Watchpoint => new(StopReason.DataBreakpoint, $"Access to 0x{stop.WatchAddress:x8}", []),
        TargetStopKind.Signal => new(StopReason.Exception, $"The server reports signal {stop.Signal}{Known(stop.Signal)}.", []),
        TargetStopKind.Interrupted => new(StopReason.Pause, "The server stopped the target.", []),
        _ when code is { } halfword && halfword >> 8 == 0xBE => new(StopReason.Exception, DescribeBreakpointInstruction((byte)halfword, pc), []),
        _ => new(StopReason.Exception, "The target halted by itself: no breakpoint of this session is here.", []),
    };

    private static string DescribeBreakpointInstruction(byte immediate, uint pc) => immediate == SemihostingImmediate
        ? $"Semihosting call at 0x{pc:x8} (BKPT 0xAB), and the server does not serve it. Turn semihosting on in the launch configuration."
        : $"BKPT #{immediate} in the program at 0x{pc:x8}.";

    private static string Known(int signal) => signal switch
    {
        4 => " (SIGILL: UsageFault)",
        10 => " (SIGBUS: BusFault)",
        11 => " (SIGSEGV: HardFault or MemManage)",
        _ => "",
    };
}
