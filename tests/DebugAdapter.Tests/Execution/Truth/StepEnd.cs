namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>Where a step must end.</summary>
/// <param name="Index">Index in the recorded run.</param>
/// <param name="VisibleInlined">How many of the inlined copies around the instruction are entered; the others begin there and are still to be entered.</param>
internal readonly record struct StepEnd(int Index, int VisibleInlined);
