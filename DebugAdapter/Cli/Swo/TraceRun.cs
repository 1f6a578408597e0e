using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.DebugAdapter.Engine.Trace.Users;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>What the verbs that analyse a trace have in common: source, clocks, firmware, and the run itself.</summary>
internal sealed class TraceRun
{
    private readonly TraceSourceOptions _source = new();
    private readonly TraceTimeOptions _time = new();
    private readonly Option<string?> _elf = new("--elf") { Description = "The firmware's ELF file, for names and lines.", HelpName = "FILE" };

    /// <summary>The reader of the run, for its counts; null before it.</summary>
    public TraceReader? Reader { get; private set; }

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        _source.AddTo(command);
        _time.AddTo(command);
        command.Add(_elf);
    }

    /// <summary>The core clock, when it is given.</summary>
    public double? Clock(ParseResult parsed) => _time.ReadClock(parsed);

    /// <summary>Opens the firmware; null when none is named.</summary>
    public LoadedImage? OpenImage(ParseResult parsed) => parsed.GetValue(_elf) is { } path ? LoadedImage.Open(path) : null;

    /// <summary>Reads the trace to its end.</summary>
    public async Task ReadAsync(ParseResult parsed, IReadOnlyList<ITraceEventSink> sinks, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = _source.Limit(parsed, cancellationToken);
        var events = new TraceEvents(_time.ReadTimestamps(parsed), sinks);
        ITraceSource source = await _source.OpenAsync(parsed, limit.Token).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var progress = new TraceProgress(source, Console.Error, TimeProvider.System);
        Reader = new TraceReader(source, _source.ReadDecoderOptions(parsed)) { OnBlock = progress.OnBlock };
        await Reader.RunAsync([events], limit.Token).ConfigureAwait(false);
        progress.End(Reader);
    }

    /// <summary>Reads the trace to its end, as bytes.</summary>
    public async Task ReadBytesAsync(ParseResult parsed, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = _source.Limit(parsed, cancellationToken);
        ITraceSource source = await _source.OpenAsync(parsed, limit.Token).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        byte[] block = new byte[1 << 16];
        try
        {
            while (await source.ReadAsync(block, limit.Token).ConfigureAwait(false) is > 0 and int count) take(block.AsMemory(0, count));
        }
        catch (OperationCanceledException)
        {
            // The time of --for is over, or Ctrl+C: what came is looked at.
        }
    }

    /// <summary>How the bytes are to be decoded.</summary>
    public RspDebug.Swo.SwoDecoderOptions DecoderOptions(ParseResult parsed) => _source.ReadDecoderOptions(parsed);

    /// <summary>Puts text lines of a port together before a sink.</summary>
    public static ITraceEventSink WithLines(ITraceEventSink sink, params IReadOnlyCollection<int> ports) => new TextLineRouter(ports, sink);
}
