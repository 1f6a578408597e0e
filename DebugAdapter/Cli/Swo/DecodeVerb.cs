using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.DebugAdapter.Engine.Trace.Sources;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary><c>swo decode</c>: bytes in; packets, events or text out.</summary>
internal sealed class DecodeVerb : IVerb
{
    private readonly TraceSourceOptions _source = new();
    private readonly Option<bool> _packets = new("--packets") { Description = "Every packet as a line of JSON, nothing hidden." };
    private readonly Option<string?> _json = new("--json") { Description = "Where the JSON goes (- for standard output, the default).", HelpName = "FILE|-" };
    private readonly Option<string?> _csv = new("--csv") { Description = "Every packet as a line of comma-separated values.", HelpName = "FILE|-" };
    private readonly Option<bool> _console = new("--console") { Description = "The text that the firmware wrote, on standard output." };
    private readonly Option<int[]> _ports = new("--port") { Description = "With --console: a stimulus port to show; may be given again. Default: 0.", HelpName = "N" };
    private readonly Option<bool> _keepZeros = new("--keep-zeros") { Description = "With --console: write zero bytes too." };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("decode", "Decodes a trace to JSON lines, CSV or text.") { _packets, _json, _csv, _console, _ports, _keepZeros };
        _source.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = _source.Limit(parsed, cancellationToken);
        ITraceSource source = await _source.OpenAsync(parsed, limit.Token).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var progress = new TraceProgress(source, Console.Error, TimeProvider.System);
        var reader = new TraceReader(source, _source.ReadDecoderOptions(parsed)) { OnBlock = progress.OnBlock };
        var outputs = new List<Stream>();
        try
        {
            await reader.RunAsync(Sinks(parsed, outputs), limit.Token).ConfigureAwait(false);
        }
        finally
        {
            foreach (Stream output in outputs) await output.DisposeAsync().ConfigureAwait(false);
        }

        progress.End(reader);
        return ExitCode.Success;
    }

    private List<IPacketSink> Sinks(ParseResult parsed, List<Stream> outputs)
    {
        var sinks = new List<IPacketSink>();
        if (parsed.GetValue(_console))
            sinks.Add(new ConsoleTextSink(Open("--console", "-"), parsed.GetValue(_ports) is { Length: > 0 } ports ? ports : [0], parsed.GetValue(_keepZeros)));
        if (parsed.GetValue(_csv) is { } csv)
            sinks.Add(new PacketCsvSink(Open("--csv", csv)));
        if (parsed.GetValue(_json) is { } json || sinks.Count == 0)
            sinks.Add(new PacketJsonSink(Open("--json", parsed.GetValue(_json) ?? "-")));
        return sinks;

        Stream Open(string option, string path)
        {
            Stream stream = OutputTarget.Open(option, path);
            outputs.Add(stream);
            return stream;
        }
    }
}
