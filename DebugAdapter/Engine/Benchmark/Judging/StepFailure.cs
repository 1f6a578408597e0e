namespace RspDebug.DebugAdapter.Engine.Benchmark.Judging;

/// <summary>A step that is no success.</summary>
/// <param name="Cause">The kind of failure.</param>
/// <param name="Text">What was expected and what was seen.</param>
internal sealed record StepFailure(StepCause Cause, string Text);
