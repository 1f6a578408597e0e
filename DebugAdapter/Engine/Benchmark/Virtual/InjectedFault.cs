using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.RspServer.Targets;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>A mistake of a server that the virtual board makes on purpose, to show that the benchmark finds it.</summary>
/// <param name="Cause">What the benchmark has to call it.</param>
/// <param name="EveryNthStep">1 for each step.</param>
/// <param name="Fpscr">Where FPSCR suffers, if the cause is <see cref="StepCause.FpscrClobbered"/>.</param>
internal sealed record InjectedFault(StepCause Cause, int EveryNthStep = 100, FpscrMistake Fpscr = FpscrMistake.AtStep)
{
    /// <summary>Number of the register that is called <c>fpscr</c> when it is misnumbered: D15, one too low, unless told.</summary>
    public int FpscrNumber { get; init; } = CortexMRegisters.Fpscr - 1;
}
