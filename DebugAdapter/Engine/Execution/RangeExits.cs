namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Where control can leave a range of code, so that it can be run at full speed to its exits.</summary>
/// <param name="Targets">Addresses outside the range that a fall-through or a direct branch reaches.</param>
/// <param name="Returns">True when the range may return to its caller.</param>
/// <param name="Undecided">Instructions inside the range whose successor only execution tells (<c>TBB</c>, <c>LDR pc</c>, ...).</param>
/// <param name="Calls">Direct and indirect calls that are reachable.</param>
/// <param name="LongestStraightRun">Instructions on the longest way without a loop, a measure of what single-stepping would cost.</param>
internal sealed record RangeExits(
    IReadOnlyList<uint> Targets, bool Returns, IReadOnlyList<uint> Undecided, IReadOnlyList<Disassembly.ThumbFlow> Calls, int LongestStraightRun);
