namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Makes the report of a measurement.</summary>
internal static class LinkBenchReports
{
    private static readonly string[] Reads = ["x", "m", "read"];
    private static readonly string[] Accesses = ["x", "m", "X", "M"];

    /// <summary>The report.</summary>
    /// <param name="measured">What was measured.</param>
    /// <param name="names">Server and target.</param>
    /// <param name="clock">The SWD clock and who told it; null when it is not known.</param>
    public static LinkBenchReport Of(LinkMeasurement measured, (string Server, string Target) names, (double KiloHertz, string Source)? clock)
    {
        List<LinkModel> models = [.. Accesses.Select(kind => LinkModel.Fit(kind, measured.Series.Where(series => series.Kind == kind))).OfType<LinkModel>().Select(Round)];
        LinkModel? model = models.Find(static candidate => candidate.Kind is "x" or "m");
        return new LinkBenchReport
        {
            Server = names.Server, Target = names.Target, PacketSize = measured.PacketSizeInBytes, NoAckMode = measured.IsNoAckMode,
            Requests = [.. measured.Series.Select(Request)], Model = model, Models = models, Swd = clock is { } known ? Swd(measured, known, model) : null,
            Notes = measured.Notes, Failure = measured.Failure, Restored = measured.IsRestored,
        };
    }

    private static LinkBenchReport.Request Request(RequestSeries series)
    {
        (double low, double high) = series.Median95();
        return new LinkBenchReport.Request
        {
            Kind = series.Kind, Size = series.SizeInBytes, Packets = series.Packets, Count = series.Microseconds.Count, P50 = Round(series.Percentile(0.5)), P90 = Round(series.Percentile(0.9)),
            P99 = Round(series.Percentile(0.99)), Max = Round(series.Percentile(1)), Median95 = [Round(low), Round(high)], BytesPerSecond = BytesPerSecond(series),
            Timeouts = series.Timeouts, Retransmits = series.Retransmits, Naks = series.Naks,
        };
    }

    private static double? BytesPerSecond(RequestSeries series) =>
        (Accesses.Contains(series.Kind, StringComparer.Ordinal) || series.Kind is "read" or "write") && series.Percentile(0.5) is > 0 and var us ? Math.Round(series.SizeInBytes / us * 1e6) : null;

    private static LinkBenchReport.SwdShare Swd(LinkMeasurement measured, (double KiloHertz, string Source) clock, LinkModel? model)
    {
        double perByte = SwdLimit.PerByteUs(clock.KiloHertz);
        double best = measured.Series.Where(static series => Reads.Contains(series.Kind, StringComparer.Ordinal)).Select(static series => BytesPerSecond(series) ?? 0).DefaultIfEmpty().Max();
        // A wire cannot be faster than its clock: then there is none (a simulated probe), or the server answered from its own memory.
        bool isOfTheWire = best * perByte / 1e6 <= 1;
        return new LinkBenchReport.SwdShare
        {
            Khz = clock.KiloHertz, Source = clock.Source, ClocksPerTransaction = SwdLimit.ClocksPerTransaction, LimitPerByteUs = Math.Round(perByte, 4), LimitBytesPerSecond = Math.Round(1e6 / perByte),
            BestBytesPerSecond = best, Share = isOfTheWire ? Math.Round(best * perByte / 1e6, 4) : null,
            ClocksPerWord = model is null || !isOfTheWire ? null : Math.Round(model.PerByteUs * 4 * clock.KiloHertz / 1000, 1),
        };
    }

    private static LinkModel Round(LinkModel model) => model with { FixedUs = Round(model.FixedUs), PerByteUs = Math.Round(model.PerByteUs, 5), R2 = Math.Round(model.R2, 4) };

    private static double Round(double microseconds) => Math.Round(microseconds, 2);
}
