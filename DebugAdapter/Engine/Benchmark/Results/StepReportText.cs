using System.Globalization;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Reports as Markdown, for terminals and pull requests.</summary>
internal static class StepReportText
{
    /// <summary>The headline: steps, rate and interval.</summary>
    public static string Headline(StepReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Succeeded:N0} of {report.Steps:N0} steps succeeded: {Percent(report.SuccessRate)} (95 % confidence {Percent(report.Wilson95[0])} to {Percent(report.Wilson95[1])}; published before: {Percent(report.Published.SuccessRate)}, {report.Published.Source})");

    /// <summary>A share as per cent, with as many digits as it takes to tell it from 100 %.</summary>
    public static string Percent(double share) => share == 1 ? "100 %" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 1e6) / 1e4:0.0###} %");

    /// <summary>The whole report.</summary>
    public static string ToMarkdown(StepReport report)
    {
        var text = new StringBuilder();
        Line($"# Step success: {report.Server}\n");
        Line($"**{Headline(report)}**\n");
        Line($"Target {report.Target}, image {report.Elf}, mode {report.Mode}, stepInterrupts {report.StepInterrupts}, seed {report.Seed}, shard {report.Shard}; {report.ElapsedSeconds:0.0} s, {report.Steps / Math.Max(report.ElapsedSeconds, 1e-9):0} steps/s with judging.\n");
        Line($"| steps of | count | succeeded | P50 µs | P99 µs | packets P50 | P99 | max |\n|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach ((string name, KindReport kind) in report.Kinds)
            Line($"| {name} | {kind.Steps:N0} | {kind.Succeeded:N0} | {kind.LatencyUs.P50:0} | {kind.LatencyUs.P99:0} | {kind.PacketsP50} | {kind.PacketsP99} | {kind.PacketsMax} |");
        Line($"\nAll steps: P50 {report.LatencyUs.P50:0} µs, P90 {report.LatencyUs.P90:0} µs, P99 {report.LatencyUs.P99:0} µs, max {report.LatencyUs.Max:0} µs; {report.PacketsPerStep:0.00} packets and {report.BytesPerStep:0} bytes a step.");
        if (report.Overhead is { } overhead)
            Line($"The server's own step takes {overhead.RawStepUs.P50:0} µs (median); ours, registers read, takes {overhead.Share * 100:0.0} % more{(overhead is { RawStepAndRegistersUs: { } read, ShareOverRegisters: { } share } ? string.Create(CultureInfo.InvariantCulture, $". With one request for the registers behind it the server's takes {read.P50:0} µs; ours differs from that by {share * 100:+0.0;-0.0} %") : "")}.");
        MetReport met = report.Met;
        Line($"\nMet: {met.FloatSteps:N0} FP instructions, {met.FpscrChanges:N0} changes of FPSCR ({met.FpscrFaults} by tools, {met.FpscrRestored} undone), {met.HandlerSteps:N0} steps in handlers, {met.Entries.Values.Sum():N0} entries ({met.NestedEntries:N0} nested), {met.ExceptionReturns:N0} exception returns{(met.HandlersRun is { } run ? string.Create(CultureInfo.InvariantCulture, $", {run:N0} handlers run in all") : "")}.");
        if (report.Unpredicted > 0) Line($"{report.Unpredicted:N0} steps were judged in part: the server does not give all registers that a prediction needs.");
        if (report.Steps == report.Succeeded) return text.ToString();
        Line($"\n| cause | steps |\n|---|---:|");
        foreach ((string cause, long count) in report.Causes.Where(static cause => cause.Value > 0)) Line($"| {cause} | {count:N0} |");
        Line($"\n| step | of | at | cause | what |\n|---:|---|---|---|---|");
        foreach (FailureReport failure in report.Failures.Take(20))
            Line($"| {failure.Step} | {failure.Kind} | 0x{failure.Pc:x8} {failure.Where} | {failure.Cause} | {failure.Text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} |");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
