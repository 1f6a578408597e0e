using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>What one unwind step came to.</summary>
public abstract record UnwindResult
{
    private UnwindResult() { }

    /// <summary>A frame.</summary>
    /// <param name="Next">The caller, or the frame that was interrupted.</param>
    public sealed record Frame(UnwindFrame Next) : UnwindResult;
    /// <summary>The stack ends here.</summary>
    /// <param name="Reason">Which kind of end.</param>
    /// <param name="Text">One sentence for the user, without full stop.</param>
    public sealed record End(EndReason Reason, string Text) : UnwindResult;
    /// <summary>Memory that is not fetched yet; fetch it and take the same step again.</summary>
    /// <param name="Address">First byte.</param>
    /// <param name="SizeInBytes">All that the step is known to need around there.</param>
    public sealed record NeedsMemory(TargetAddress Address, int SizeInBytes) : UnwindResult;
    /// <summary>The frame exists but cannot be read: unreadable memory, a register that the server does not give, a Secure stack.</summary>
    /// <param name="Reason">One sentence for the user, without full stop.</param>
    public sealed record Unavailable(string Reason) : UnwindResult;
}
