using System.Collections.Immutable;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo.Diagnosis;

/// <summary>What a stretch of SWO bytes shows.</summary>
/// <param name="Bytes">Bytes looked at.</param>
/// <param name="Format">What they are; <see cref="SwoFormat.Undecided"/>: nothing that can be read.</param>
/// <param name="Itm">Counts of the packet layer.</param>
/// <param name="Tpiu">Counts of the frame layer, when there are frames.</param>
/// <param name="PacketCounts">Packets by kind, with the index of <see cref="ItmPacketKind"/>.</param>
/// <param name="Findings">The worst first.</param>
public sealed record SwoDiagnosis(
    long Bytes, SwoFormat Format, ItmStatistics Itm, TpiuStatistics? Tpiu, ImmutableArray<long> PacketCounts, ImmutableArray<SwoFinding> Findings)
{
    /// <summary>Packets of one kind.</summary>
    public long Count(ItmPacketKind kind) => PacketCounts[(int)kind];
}
