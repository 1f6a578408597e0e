namespace RspDebug.Swo.Timing;

/// <summary>Packets by the quality of their time.</summary>
/// <param name="Exact">Of <see cref="TimeQuality.Exact"/>.</param>
/// <param name="Delayed">Of <see cref="TimeQuality.Delayed"/>.</param>
/// <param name="Late">Of <see cref="TimeQuality.Late"/>.</param>
/// <param name="DelayedLate">Of <see cref="TimeQuality.DelayedLate"/>.</param>
/// <param name="Grouped">Of <see cref="TimeQuality.Grouped"/>.</param>
/// <param name="AfterGap">Of <see cref="TimeQuality.AfterGap"/>.</param>
/// <param name="Open">Of <see cref="TimeQuality.Open"/>.</param>
/// <param name="LocalTimestamps">Local timestamp packets.</param>
/// <param name="GlobalTimestamps">Global timestamp packets.</param>
public readonly record struct TimestampStatistics(
    long Exact, long Delayed, long Late, long DelayedLate, long Grouped, long AfterGap, long Open, long LocalTimestamps, long GlobalTimestamps);
