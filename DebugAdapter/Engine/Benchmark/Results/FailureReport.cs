namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>One failure.</summary>
/// <param name="Step">Number of the step.</param>
/// <param name="Kind">What was stepped.</param>
/// <param name="Pc">Where it began.</param>
/// <param name="Where">Function and offset, if known.</param>
/// <param name="Cause">The cause.</param>
/// <param name="Text">What was expected and what was seen.</param>
internal sealed record FailureReport(long Step, string Kind, uint Pc, string? Where, string Cause, string Text);
