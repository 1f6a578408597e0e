using System.CommandLine;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using Spectre.Console;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo exceptions</c>: how often and how long exceptions ran.</summary>
internal sealed class ExceptionsVerb : IVerb
{
    private readonly TraceRun _run = new();
    private readonly Option<string?> _json = new("--json") { Description = "The figures as JSON (- for standard output).", HelpName = "FILE|-" };
    private readonly Option<bool> _pends = new("--pends") { Description = "Data trace watches the pending registers (NVIC_ISPR, ICSR, STIR): tell the time from pending to entry." };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("exceptions", "Count, time, nesting and latency of each exception.") { _json, _pends };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using LoadedImage? image = _run.OpenImage(parsed);
        var names = new ExceptionNames(image);
        var analysis = new ExceptionAnalysis(parsed.GetValue(_pends));
        using var outputs = new TraceOutputs();
        Stream? json = parsed.GetValue(_json) is { } file ? outputs.Open("--json", file) : null;
        await _run.ReadAsync(parsed, [analysis], cancellationToken).ConfigureAwait(false);
        if (json is not null) WriteJson(json, analysis, names, _run.Clock(parsed));
        if (parsed.GetValue(_json) != "-") WriteTable(analysis, names, _run.Clock(parsed));
        return ExitCode.Success;
    }

    private static void WriteTable(ExceptionAnalysis analysis, ExceptionNames names, double? clock)
    {
        string unit = clock is null ? "cycles" : "us";
        var table = new Table().AddColumns("exception", "count", $"total {unit}", "min", "avg", "P50", "P99", "max", "+/-", "own avg", "preempted", "depth", "no time", "latency P50", "P99", "max");
        foreach (ExceptionStatistics s in analysis.Statistics)
        {
            table.AddRow(
                [$"{s.Number} {names.Get(s.Number)}".EscapeMarkup(), $"{s.Entered}", Show(s.Total.Sum), Show(s.Total.Min), Show(s.Total.Mean), Show(s.Total.Percentile(0.5)), Show(s.Total.Percentile(0.99)), Show(s.Total.Max),
                    Show(s.Uncertainty.Max), Show(s.Own.Mean), $"{s.Preempted}", $"{s.DeepestNesting}", $"{s.Incomplete}", Latency(s, 0.5), Latency(s, 0.99), s.Latency.Count == 0 ? "" : Show(s.Latency.Max)]);
        }

        // Wide whatever the terminal: a table in a file or pipe is read by tools that do not wrap.
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out), ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = Math.Max(console.Profile.Width, 220);
        console.Write(table);
        if (analysis.Statistics.Count == 0) Console.Error.WriteLine("There are no exception packets in this trace: set DWT_CTRL.EXCTRCENA (bit 16), or swoConfig.exceptions in a session.");

        string Show(double cycles) => clock is { } hertz ? $"{cycles * 1e6 / hertz:0.###}" : $"{cycles:0.#}";
        string Latency(ExceptionStatistics s, double share) => s.Latency.Count == 0 ? "" : Show(s.Latency.Percentile(share));
    }

    private static void WriteJson(Stream output, ExceptionAnalysis analysis, ExceptionNames names, double? clock)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        if (clock is { } hertz) json.WriteNumber("clockHz", hertz);
        json.WriteStartArray("exceptions");
        foreach (ExceptionStatistics s in analysis.Statistics)
        {
            json.WriteStartObject();
            json.WriteNumber("number", s.Number);
            json.WriteString("name", names.Get(s.Number));
            json.WriteNumber("count", s.Entered);
            json.WriteNumber("incomplete", s.Incomplete);
            json.WriteNumber("preempted", s.Preempted);
            json.WriteNumber("deepestNesting", s.DeepestNesting);
            Write(json, "total", s.Total);
            Write(json, "own", s.Own);
            Write(json, "latency", s.Latency);
            json.WriteNumber("uncertainty", s.Uncertainty.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, string name, Distribution values)
    {
        if (values.Count == 0)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("count", values.Count);
        json.WriteNumber("sum", values.Sum);
        json.WriteNumber("min", values.Min);
        json.WriteNumber("mean", Math.Round(values.Mean, 3));
        json.WriteNumber("p50", values.Percentile(0.5));
        json.WriteNumber("p99", values.Percentile(0.99));
        json.WriteNumber("max", values.Max);
        json.WriteEndObject();
    }
}
