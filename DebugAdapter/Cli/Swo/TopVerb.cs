using System.CommandLine;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Profiles;
using RspDebug.Swo.Events;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo top</c>: where the program is, by function or line, while the trace comes and at its end.</summary>
internal sealed class TopVerb : IVerb
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TraceRun _run = new();
    private readonly Option<bool> _lines = new("--by-line") { Description = "By line instead of by function." };
    private readonly Option<int> _count = new("--top") { Description = "How many to show.", HelpName = "N", DefaultValueFactory = static _ => 20 };
    private readonly Option<string?> _json = new("--json") { Description = "The profile at the end as JSON (- for standard output).", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("top", "Shows where the program spends its time, live, by PC samples.") { _lines, _count, _json };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        int count = parsed.GetValue(_count);
        if (count < 1) throw new UsageException($"--top: {count} is not a number of rows; use 1 or more.");
        using LoadedImage? image = _run.OpenImage(parsed);
        using var outputs = new TraceOutputs();
        Stream? json = parsed.GetValue(_json) is { } file ? outputs.Open("--json", file) : null;
        var histogram = new PcHistogram();
        bool byLine = parsed.GetValue(_lines), isLive = !Console.IsOutputRedirected && parsed.GetValue(_json) != "-";
        var screen = new Screen(isLive ? () => Show(TraceProfile.Of(histogram, image), byLine, count, clears: true) : null);
        await _run.ReadAsync(parsed, [histogram, screen], cancellationToken).ConfigureAwait(false);
        var profile = TraceProfile.Of(histogram, image);
        if (json is not null) WriteJson(json, profile);
        if (parsed.GetValue(_json) != "-") Show(profile, byLine, count, clears: isLive);
        return ProfileVerb.WarnWhenEmpty(histogram);
    }

    private static void Show(TraceProfile profile, bool byLine, int count, bool clears)
    {
        const string ClearScreen = "\u001b[H\u001b[2J";
        using var text = new StringWriter();
        text.WriteLine($"{profile.Total} samples");
        foreach ((ProfileFrame place, long samples) in (byLine ? profile.ByLine() : profile.ByFunction()).Take(count))
            text.WriteLine($"{100.0 * samples / Math.Max(1, profile.Total),6:0.00} % {samples,9}  {place.Function}{(place.File is { } file ? byLine ? $"  {file}:{place.Line}" : $"  {file}" : "")}");
        Console.Out.Write((clears ? ClearScreen : "") + text);
    }

    private static void WriteJson(Stream output, TraceProfile profile)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteNumber("samples", profile.Total);
        foreach ((string name, bool byLine) in new[] { ("functions", false), ("lines", true) })
        {
            json.WriteStartArray(name);
            foreach ((ProfileFrame place, long samples) in byLine ? profile.ByLine() : profile.ByFunction())
            {
                json.WriteStartObject();
                json.WriteString("function", place.Function);
                json.WriteString("file", place.File);
                if (byLine) json.WriteNumber("line", place.Line);
                json.WriteNumber("samples", samples);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    /// <summary>Draws now and then while blocks come in.</summary>
    private sealed class Screen(Action? draw) : ITraceEventSink
    {
        private long _last = TimeProvider.System.GetTimestamp();

        public void OnEvent(in TraceEvent next)
        {
            // The histogram takes the events.
        }

        public ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            if (draw is null || TimeProvider.System.GetElapsedTime(_last) < Interval) return ValueTask.CompletedTask;
            _last = TimeProvider.System.GetTimestamp();
            draw();
            return ValueTask.CompletedTask;
        }
    }
}
