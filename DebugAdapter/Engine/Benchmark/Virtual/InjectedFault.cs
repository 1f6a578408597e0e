using RspDebug.DebugAdapter.Engine.Benchmark.Judging;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>A mistake of a server that the virtual board makes on purpose, to show that the benchmark finds it.</summary>
/// <param name="Cause">What the benchmark has to call it.</param>
/// <param name="EveryNthStep">1 for each step.</param>
internal sealed record InjectedFault(StepCause Cause, int EveryNthStep = 100);
