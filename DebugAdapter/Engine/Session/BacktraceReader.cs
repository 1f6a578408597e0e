using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Takes the whole call stack of a halted session at once.</summary>
/// <param name="session">Halted.</param>
internal sealed class BacktraceReader(DebugSession session)
{
    private const int MostLocals = 1000;

    /// <summary>Reads frames and, if wanted, their variables.</summary>
    /// <param name="mostFrames">Rows at most.</param>
    /// <param name="withLocals">Whether arguments and local variables are read.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    /// <returns>The rows, innermost first, and why the stack goes on behind the last one; null when it does not.</returns>
    public async Task<(IReadOnlyList<BacktraceFrame> Frames, string? Truncated)> ReadAsync(int mostFrames, bool withLocals, CancellationToken cancellationToken)
    {
        StackView view = await session.StackAsync(0, mostFrames, cancellationToken).ConfigureAwait(false);
        var frames = new List<BacktraceFrame>();
        bool hasMore = view.Total > view.Frames.Count;
        foreach (StackFrame frame in view.Frames)
        {
            UnwindFrame? below = view.Frames.FirstOrDefault(other => other.Physical.Level == frame.Physical.Level + 1)?.Physical;
            UnwindMethod onward = below?.How ?? (hasMore ? frame.Physical.CallerMethod : UnwindMethod.None);
            frames.Add(new BacktraceFrame(frames.Count, frame, onward, withLocals ? await LocalsAsync(frame, cancellationToken).ConfigureAwait(false) : []));
        }

        return (frames, view.Ending ?? (view.Total > frames.Count ? $"There are more than the {mostFrames} frames that were asked for." : null));
    }

    private async Task<IReadOnlyList<VariableView>> LocalsAsync(StackFrame frame, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScopeView> scopes = await session.ScopesAsync(frame.Id).ConfigureAwait(false);
        return scopes.FirstOrDefault(scope => scope.Kind == ScopeKind.Locals) is { } locals
            ? await session.VariablesAsync(locals.Reference, 0, MostLocals, FormatOptions.Default, cancellationToken).ConfigureAwait(false)
            : [];
    }
}
