namespace RspDebug.DebugAdapter.Engine.Reports;

/// <summary>One curve of a chart.</summary>
/// <param name="Label">Shown in the legend.</param>
/// <param name="Values">One for each x; null is a gap.</param>
internal sealed record ChartSeries(string Label, IReadOnlyList<double?> Values);
