using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Engine.Session;

// Variables and expressions.
internal sealed partial class DebugSession
{
    private readonly ReferenceTable<object> _variables = new("Variable");

    private static ValueTask<bool?> EvaluateConditionAsync(UserBreakpoint breakpoint, string condition, CancellationToken cancellationToken) => ValueTask.FromResult<bool?>(true);

    private static ValueTask<string> FormatLogMessageAsync(string message, CancellationToken cancellationToken) => ValueTask.FromResult(message);
}
