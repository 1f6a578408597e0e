namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>What the user asked to watch.</summary>
/// <param name="Address">First byte.</param>
/// <param name="SizeInBytes">At least 1.</param>
/// <param name="Name">How messages name it: an expression.</param>
/// <param name="Access">What stops.</param>
internal sealed record DataBreakpointSpec(uint Address, int SizeInBytes, string Name, DataAccess Access)
{
    /// <summary>C expression; the stop counts only while it is not zero.</summary>
    public string? Condition { get; init; }

    /// <summary>Number of the hit that stops.</summary>
    public string? HitCondition { get; init; }

    /// <summary>True when an access at an address may touch it; servers tell the access, its word, or the watchpoint.</summary>
    public bool Touches(uint address) => address + (ulong)WatchPieces.Longest > Address && address < Address + (ulong)SizeInBytes;
}
