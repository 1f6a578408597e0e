using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Export;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.DebugAdapter.Engine.Trace.Users;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo decode</c>: bytes in; packets, events or text out.</summary>
internal sealed class DecodeVerb : IVerb
{
    private readonly TraceSourceOptions _source = new();
    private readonly TraceTimeOptions _time = new();
    private readonly ElasticsearchTarget _elasticsearch = new();
    private readonly Option<bool> _packets = new("--packets") { Description = "Every packet as it is, nothing hidden, without times; default are events with their times." };
    private readonly Option<string?> _json = new("--json") { Description = "Where the JSON goes (- for standard output, the default when no other output is named).", HelpName = "FILE|-" };
    private readonly Option<bool> _ecs = new("--ecs") { Description = "The JSON has the fields of the Elastic Common Schema." };
    private readonly Option<string?> _csv = new("--csv") { Description = "Comma-separated values.", HelpName = "FILE|-" };
    private readonly Option<string?> _schema = new("--schema") { Description = "Describes the packets that the firmware sends over stimulus ports.", HelpName = "FILE" };
    private readonly Option<int[]> _lines = new("--lines") { Description = "Events: gather what is written to this port into lines; may be given again.", HelpName = "PORT" };
    private readonly Option<bool> _console = new("--console") { Description = "The text that the firmware wrote, on standard output." };
    private readonly Option<int[]> _ports = new("--port") { Description = "With --console: a stimulus port to show; may be given again. Default: 0.", HelpName = "PORT" };
    private readonly Option<bool> _keepZeros = new("--keep-zeros") { Description = "With --console: write zero bytes too." };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("decode", "Decodes a trace to JSON lines, CSV, text or Elasticsearch.") { _packets, _json, _ecs, _csv, _schema, _lines, _console, _ports, _keepZeros };
        _source.AddTo(command);
        _time.AddTo(command);
        _elasticsearch.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = _source.Limit(parsed, cancellationToken);
        using var outputs = new TraceOutputs();
        // Before the source is opened: a server's trace is not connected to for a command line that is refused.
        EventJson json = new(_time.ReadClock(parsed));
        var ecs = new EcsJson(json, DateTimeOffset.UtcNow, _time.ReadClock(parsed));
        using ElasticsearchSink? elasticsearch = _elasticsearch.Create(parsed, ecs);
        List<IPacketSink> sinks = PacketSinks(parsed, outputs);
        if (EventSinks(parsed, outputs, json, ecs, elasticsearch, hasOther: sinks.Count > 0) is { Count: > 0 } events)
            sinks.Add(new TraceEvents(_time.ReadTimestamps(parsed), events));

        ITraceSource source = await _source.OpenAsync(parsed, limit.Token).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var progress = new TraceProgress(source, Console.Error, TimeProvider.System);
        var reader = new TraceReader(source, _source.ReadDecoderOptions(parsed)) { OnBlock = progress.OnBlock };
        await reader.RunAsync(sinks, limit.Token).ConfigureAwait(false);
        progress.End(reader);
        return elasticsearch is null ? ExitCode.Success : _elasticsearch.Report(parsed, elasticsearch);
    }

    private List<IPacketSink> PacketSinks(ParseResult parsed, TraceOutputs outputs)
    {
        var sinks = new List<IPacketSink>();
        string? json = parsed.GetValue(_json), csv = parsed.GetValue(_csv);
        if (parsed.GetValue(_console))
            sinks.Add(new ConsoleTextSink(outputs.Open("--console", "-"), PortsOf(parsed, _ports) is { Length: > 0 } ports ? ports : [0], parsed.GetValue(_keepZeros)));
        if (!parsed.GetValue(_packets)) return sinks;
        if (parsed.GetValue(_ecs)) throw new UsageException("--packets and --ecs exclude each other: packets have no times.");
        if (csv is not null) sinks.Add(new PacketCsvSink(outputs.Open("--csv", csv)));
        if (json is not null || sinks.Count == 0) sinks.Add(new PacketJsonSink(outputs.Open("--json", json ?? "-")));
        return sinks;
    }

    private List<ITraceEventSink> EventSinks(ParseResult parsed, TraceOutputs outputs, EventJson json, EcsJson ecs, ElasticsearchSink? elasticsearch, bool hasOther)
    {
        var sinks = new List<ITraceEventSink>();
        string? file = parsed.GetValue(_json), csv = parsed.GetValue(_csv);
        bool hasPackets = parsed.GetValue(_packets), isEcs = parsed.GetValue(_ecs);
        if (elasticsearch is not null) sinks.Add(Route(parsed, elasticsearch, isEcs: true));
        if (hasPackets) return sinks;
        if (csv is not null) sinks.Add(Route(parsed, new EventCsvSink(outputs.Open("--csv", csv)), isEcs: false));
        if (file is not null || (sinks.Count == 0 && !hasOther))
        {
            Stream output = outputs.Open("--json", file ?? "-");
            sinks.Add(Route(parsed, new EventJsonSink(output, isEcs ? ecs : json), isEcs));
        }

        return sinks;
    }

    private ITraceEventSink Route(ParseResult parsed, ITraceEventSink sink, bool isEcs)
    {
        UserPacketSchema? schema = parsed.GetValue(_schema) is { } path ? UserPacketSchemaReader.Read(path) : null;
        int[] lines = PortsOf(parsed, _lines);
        // A document a letter would help nobody.
        if (isEcs && lines.Length == 0) lines = [0];
        int[] text = [.. lines.Where(port => schema?.Ports.Contains(port) != true).Distinct()];
        ITraceEventSink routed = text.Length > 0 ? new TextLineRouter(text, sink) : sink;
        return schema is null ? routed : new UserPacketRouter(schema, routed);
    }

    private static int[] PortsOf(ParseResult parsed, Option<int[]> option)
    {
        int[] ports = parsed.GetValue(option) ?? [];
        foreach (int port in ports)
            if (port is < 0 or > 255) throw new UsageException($"{option.Name}: {port} is not a stimulus port; use 0 to 255.");
        return ports;
    }
}
