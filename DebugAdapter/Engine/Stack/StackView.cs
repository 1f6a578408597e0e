namespace RspDebug.DebugAdapter.Engine.Stack;

/// <summary>A part of the call stack.</summary>
/// <param name="Frames">The rows asked for, as far as there are any.</param>
/// <param name="Total">Rows known so far; one more than known when the stack goes on.</param>
/// <param name="Ending">Why the stack could not be followed to its bottom; null when it was, or when it goes on.</param>
internal sealed record StackView(IReadOnlyList<StackFrame> Frames, int Total, string? Ending);
