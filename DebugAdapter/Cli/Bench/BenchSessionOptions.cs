using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>What a step benchmark wants of server and board.</summary>
/// <param name="MaskInterrupts">OpenOCD's <c>maskisr</c>; null for what the launch key says.</param>
/// <param name="InterruptCycles">Virtual board: mean cycles between two random interrupts; 0 for none.</param>
/// <param name="InterruptSeed">Their seed.</param>
/// <param name="Fault">Virtual board: a mistake made on purpose.</param>
internal sealed record BenchSessionOptions(string? MaskInterrupts, uint InterruptCycles, int InterruptSeed, InjectedFault? Fault);
