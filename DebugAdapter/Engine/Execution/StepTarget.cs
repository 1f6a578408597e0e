namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>A call of the current line that can be stepped into.</summary>
/// <param name="Name">Function that is called.</param>
/// <param name="Function">The function, when it has code of its own.</param>
/// <param name="Copy">The inlined copy, when it has not.</param>
internal sealed record StepTarget(string Name, FunctionSpan? Function, InlinedCall? Copy);
