using RspDebug.DebugAdapter.Engine.Benchmark.Running;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Makes reports of what was counted, and one of several.</summary>
internal static class StepReports
{
    /// <summary>The report of a run; <paramref name="frame"/> has what was measured, its counts are left out.</summary>
    public static StepReport Of(StepTally tally, StepReport frame, Func<uint, string?> describe)
    {
        return Sum(frame with
        {
            Steps = tally.Steps,
            Succeeded = tally.Succeeded,
            Causes = Complete(tally.Causes.Select(static cause => (CauseNames.All[cause.Key], cause.Value))),
            Unpredicted = tally.Unpredicted,
            LatencyUs = Latency(tally.Latency),
            PacketsPerStep = tally.Packets / (double)Math.Max(1, tally.Latency.Count),
            BytesPerStep = tally.Bytes / (double)Math.Max(1, tally.Latency.Count),
            Kinds = new(tally.Kinds.ToDictionary(static kind => kind.Key, static kind => Kind(kind.Value)), StringComparer.Ordinal),
            Overhead = Overhead(tally.Kinds.GetValueOrDefault("instruction")?.Latency, tally.RawLatency, tally.RawReadLatency),
            Met = frame.Met with
            {
                Entries = new(tally.Entries.ToDictionary(static entry => $"{entry.Key}", static entry => entry.Value), StringComparer.Ordinal),
                NestedEntries = tally.NestedEntries, ExceptionReturns = tally.ExceptionReturns, HandlerSteps = tally.HandlerSteps, FloatSteps = tally.FloatSteps,
                FpscrChanges = tally.FpscrChanges, FpscrFaults = tally.FpscrFaults, FpscrRestored = tally.FpscrRestored,
            },
            Failures = [.. tally.Failures.Select(failure => Describe(failure.Step, failure.Outcome, describe))],
            ElapsedSeconds = tally.Elapsed.TotalSeconds,
        });
    }

    /// <summary>One report of several runs, such as the shards of one.</summary>
    /// <param name="reports">At least one; the first one's server, image and mode stand for all.</param>
    public static StepReport Merge(IReadOnlyList<StepReport> reports)
    {
        StepReport first = reports[0];
        long steps = reports.Sum(static report => report.Steps);
        List<OverheadReport> overheads = [.. reports.Select(static report => report.Overhead).OfType<OverheadReport>()];
        SortedDictionary<string, KindReport> kinds = MergeKinds(reports);
        return Sum(first with
        {
            Shard = $"merged {reports.Count}",
            Steps = steps,
            Succeeded = reports.Sum(static report => report.Succeeded),
            Causes = Complete(reports.SelectMany(static report => report.Causes.Select(static cause => (cause.Key, cause.Value)))),
            Unpredicted = reports.Sum(static report => report.Unpredicted),
            LatencyUs = Latency(Add(reports.Select(static report => report.LatencyUs))),
            PacketsPerStep = reports.Sum(static report => report.PacketsPerStep * report.Steps) / Math.Max(1, steps),
            BytesPerStep = reports.Sum(static report => report.BytesPerStep * report.Steps) / Math.Max(1, steps),
            Kinds = kinds,
            Overhead = kinds.TryGetValue("instruction", out KindReport? instruction) && overheads.Count > 0
                ? Overhead(Add([instruction.LatencyUs]), Add(overheads.Select(static o => o.RawStepUs)), Add(overheads.Select(static o => o.RawStepAndRegistersUs).OfType<LatencyReport>())) : null,
            Met = MergeMet([.. reports.Select(static report => report.Met)]),
            Failures = [.. reports.SelectMany(static report => report.Failures).Take(50)],
            ElapsedSeconds = reports.Sum(static report => report.ElapsedSeconds),
        });
    }

    private static StepReport Sum(StepReport report)
    {
        (double low, double high) = Wilson.Interval(report.Succeeded, report.Steps);
        return report with { SuccessRate = report.Steps == 0 ? 0 : report.Succeeded / (double)report.Steps, Wilson95 = [low, high] };
    }

    private static SortedDictionary<string, long> Complete(IEnumerable<(string Cause, long Count)> counted)
    {
        var causes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (string name in CauseNames.All.Values) causes[name] = 0;
        foreach ((string cause, long count) in counted) causes[cause] = causes.GetValueOrDefault(cause) + count;
        return causes;
    }

    private static LatencyReport Latency(Histogram histogram) => new()
    {
        P50 = Round(histogram.Percentile(0.5)), P90 = Round(histogram.Percentile(0.9)), P99 = Round(histogram.Percentile(0.99)),
        Max = Round(histogram.Max), Mean = Round(histogram.Mean), Buckets = [.. histogram.Buckets.Select(static bucket => new long[] { bucket.Bucket, bucket.Count })],
    };

    private static double Round(double microseconds) => Math.Round(microseconds, 1);

    private static Histogram Add(IEnumerable<LatencyReport> parts)
    {
        var sum = new Histogram();
        foreach (LatencyReport part in parts)
        {
            IEnumerable<(int, long)> buckets = part.Buckets.Where(static bucket => bucket.Length == 2).Select(static bucket => ((int)bucket[0], bucket[1]));
            sum.Add(Histogram.From(buckets, part.Mean * part.Buckets.Sum(static bucket => bucket[^1]), part.Max));
        }

        return sum;
    }

    private static KindReport Kind(KindTally tally) => new()
    {
        Steps = tally.Steps, Succeeded = tally.Succeeded, LatencyUs = Latency(tally.Latency),
        PacketsP50 = tally.PacketPercentile(0.5), PacketsP99 = tally.PacketPercentile(0.99), PacketsMax = tally.PacketPercentile(1),
        Packets = [.. tally.Packets.Select(static row => new[] { row.Key, row.Value })],
    };

    private static SortedDictionary<string, KindReport> MergeKinds(IReadOnlyList<StepReport> reports)
    {
        var merged = new SortedDictionary<string, KindReport>(StringComparer.Ordinal);
        foreach (IGrouping<string, KindReport> kind in reports.SelectMany(static report => report.Kinds).GroupBy(static kind => kind.Key, static kind => kind.Value, StringComparer.Ordinal))
        {
            var tally = new KindTally { Steps = kind.Sum(static part => part.Steps), Succeeded = kind.Sum(static part => part.Succeeded), Latency = Add(kind.Select(static part => part.LatencyUs)) };
            foreach (long[] row in kind.SelectMany(static part => part.Packets)) tally.Packets[(int)row[0]] = tally.Packets.GetValueOrDefault((int)row[0]) + row[^1];
            merged[kind.Key] = Kind(tally);
        }

        return merged;
    }

    private static MetReport MergeMet(IReadOnlyList<MetReport> parts) => new()
    {
        Entries = new(parts.SelectMany(static part => part.Entries).GroupBy(static entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(static entry => entry.Key, static entry => entry.Sum(static count => count.Value), StringComparer.Ordinal), StringComparer.Ordinal),
        NestedEntries = parts.Sum(static part => part.NestedEntries), ExceptionReturns = parts.Sum(static part => part.ExceptionReturns),
        HandlerSteps = parts.Sum(static part => part.HandlerSteps), HandlersRun = parts.Sum(static part => part.HandlersRun),
        FloatSteps = parts.Sum(static part => part.FloatSteps), FpscrChanges = parts.Sum(static part => part.FpscrChanges),
        FpscrFaults = parts.Sum(static part => part.FpscrFaults), FpscrRestored = parts.Sum(static part => part.FpscrRestored),
    };

    private static OverheadReport? Overhead(Histogram? ours, Histogram raw, Histogram read) => ours is null || raw.Count == 0 || ours.Count == 0 ? null
        : new()
        {
            RawStepUs = Latency(raw), Share = ShareOver(ours, raw),
            RawStepAndRegistersUs = read.Count == 0 ? null : Latency(read), ShareOverRegisters = read.Count == 0 ? null : ShareOver(ours, read),
        };

    private static double ShareOver(Histogram ours, Histogram theirs) => Math.Round(ours.Percentile(0.5) / theirs.Percentile(0.5) - 1, 4);

    private static FailureReport Describe(long step, StepOutcome outcome, Func<uint, string?> describe) => new(
        step, outcome.Mode.ToString().ToLowerInvariant(), outcome.Pc, describe(outcome.Pc), CauseNames.All[outcome.Failure!.Cause], outcome.Failure.Text);
}
