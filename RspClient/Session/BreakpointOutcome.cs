using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

/// <summary>What became of a breakpoint. A refusal is an everyday answer, since comparators are few, and no exception.</summary>
public abstract record BreakpointOutcome
{
    private BreakpointOutcome()
    {
    }

    /// <summary>The stub did it.</summary>
    public sealed record Done : BreakpointOutcome
    {
        /// <summary>The only value.</summary>
        public static Done Instance { get; } = new();
    }

    /// <summary>The stub has no breakpoints of this type (empty reply).</summary>
    public sealed record Unsupported : BreakpointOutcome
    {
        /// <summary>The only value.</summary>
        public static Unsupported Instance { get; } = new();
    }

    /// <summary>The stub has this type and refuses this one: no comparator left, or no comparator for this address.</summary>
    /// <param name="Error">Its error (OpenOCD: <c>E0E</c>).</param>
    /// <param name="Advice">The next action, as a sentence.</param>
    public sealed record Refused(StubError Error, string Advice) : BreakpointOutcome;
}
