using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>How a user-visible run ended.</summary>
internal abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>A step came to its end.</summary>
    /// <param name="Note">Said to the user when the step did other than asked, e.g. for want of source.</param>
    public sealed record StepDone(string? Note = null) : RunOutcome;

    /// <summary>User breakpoints at this address.</summary>
    public sealed record AtBreakpoint(IReadOnlyList<int> Ids) : RunOutcome;

    /// <summary>Data breakpoints, with the old and the new value.</summary>
    public sealed record AtDataBreakpoint(IReadOnlyList<int> Ids, string Text) : RunOutcome;

    /// <summary>The user paused.</summary>
    /// <param name="Note">Where a step stands that was not over.</param>
    public sealed record Paused(string? Note = null) : RunOutcome;

    /// <summary>The target stopped by itself: a watchpoint, a fault, a BKPT in the code, an unexpected trap.</summary>
    public sealed record TargetStopped(TargetStop Stop) : RunOutcome;

    /// <summary>Program or server have ended.</summary>
    public sealed record Ended(TargetStop Stop) : RunOutcome;

    /// <summary>The session ends; nothing is shown.</summary>
    public sealed record Abandoned : RunOutcome;
}
