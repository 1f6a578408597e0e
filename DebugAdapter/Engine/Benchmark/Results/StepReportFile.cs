using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Reports as JSON files.</summary>
internal static class StepReportFile
{
    /// <summary>The JSON of a report.</summary>
    public static string ToJson(StepReport report) => JsonSerializer.Serialize(report, StepReportJson.Default.StepReport);

    /// <summary>Reads a report.</summary>
    /// <exception cref="StepReportException">The file is no report of <c>bench step</c>.</exception>
    public static StepReport Read(string path)
    {
        try
        {
            StepReport? report = JsonSerializer.Deserialize(File.ReadAllBytes(path), StepReportJson.Default.StepReport);
            if (report is not { Kind: "bench-step", Schema: 1, Wilson95: { Length: 2 }, Causes: not null, Kinds: not null, Met: not null, Failures: not null, LatencyUs: not null }
                || report.Steps < report.Succeeded || report.Succeeded < 0)
                throw new StepReportException($"'{path}' is no result of `bench step` in a form that this version reads. Write it again with --json.");
            return report;
        }
        catch (JsonException malformed)
        {
            throw new StepReportException($"'{path}' is no result of `bench step`: {malformed.Message} Write it again with --json.", malformed);
        }
    }
}
