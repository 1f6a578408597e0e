namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>One address of a profile.</summary>
/// <param name="Address">The PC; null for a core asleep.</param>
/// <param name="Count">Samples.</param>
/// <param name="Frames">The inline chain, innermost first; at least one.</param>
internal sealed record ProfileSample(uint? Address, long Count, IReadOnlyList<ProfileFrame> Frames);
