using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using RspDebug.DebugAdapter.Engine.Trace.Timeline;
using RspDebug.DebugAdapter.Engine.Trace.Users;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo timeline</c>: the trace as a timeline for Perfetto.</summary>
internal sealed class TimelineVerb : IVerb
{
    private readonly TraceRun _run = new();
    private readonly Option<string> _output = new("--output") { Description = "The file (- for standard output).", HelpName = "FILE|-", DefaultValueFactory = static _ => "-" };
    private readonly Option<int[]> _lines = new("--lines") { Description = "Ports with text; may be given again. Default: 0.", HelpName = "PORT" };
    private readonly Option<string?> _schema = new("--schema") { Description = "Describes the packets that the firmware sends over stimulus ports.", HelpName = "FILE" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("timeline", "Writes a timeline of exceptions, text, values and user packets for Perfetto (ui.perfetto.dev).") { _output, _lines, _schema };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using LoadedImage? image = _run.OpenImage(parsed);
        using var outputs = new TraceOutputs();
        Stream output = outputs.Open("--output", parsed.GetValue(_output)!);
        int[] ports = parsed.GetValue(_lines) is { Length: > 0 } given ? given : [0];
        ITraceEventSink sink = TraceRun.WithLines(new ChromeTimeline(output, _run.Clock(parsed), new ExceptionNames(image)), ports);
        if (parsed.GetValue(_schema) is { } schema) sink = new UserPacketRouter(UserPacketSchemaReader.Read(schema), sink);
        await _run.ReadAsync(parsed, [sink], cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
