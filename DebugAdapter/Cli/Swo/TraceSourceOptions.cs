using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Swo;
using RspDebug.Swo.Detection;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>Where the trace comes from: the options that all <c>swo</c> verbs share.</summary>
internal sealed class TraceSourceOptions
{
    private const string TcpScheme = "tcp://";
    private const string SerialScheme = "serial:";
    private const int HighestStream = 0x6f;     // CoreSight: 0x70 and up are reserved.
    private const int HighestBaud = 100_000_000;

    private readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "A file with the raw bytes, - for standard input, tcp://HOST:PORT for a server's trace port, or serial:DEVICE for a UART. Default: standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _save = new("--save") { Description = "Keep the raw bytes in this file as well, and when they came in FILE.times.", HelpName = "FILE" };
    private readonly Option<double> _wait = new("--wait") { Description = "Seconds to try to connect to a server, and to connect again when it closes the connection.", HelpName = "SECONDS" };

    private readonly Option<int?> _baud = new("--baud") { Description = "The rate of the SWO pin, for serial ports and for --replay.", HelpName = "HZ" };
    private readonly Option<bool> _follow = new("--follow") { Description = "Wait at the end of the file for more." };
    private readonly Option<bool> _replay = new("--replay") { Description = "Give out the file as slowly as it was recorded: by FILE.times, or by --baud." };
    private readonly Option<double?> _for = new("--for") { Description = "End after this time.", HelpName = "SECONDS" };

    private readonly Option<string?> _tpiu = new("--tpiu")
    {
        Description = "The bytes are TPIU frames; ITM has this stream id (default: found out, usually 1). Default: found out.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _raw = new("--raw") { Description = "The bytes are ITM packets without frames. Default: found out." };
    private readonly Option<bool> _pages = new("--pages") { Description = "Follow stimulus pages: ports up to 255. Off, because noise forges them." };

    private readonly Option<bool> _v8 = new("--armv8m") { Description = "The core is an Armv8-M: its additional packets are no damage." };

    /// <summary>Adds the argument and the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_source);
        foreach (Option option in new Option[] { _save, _wait, _baud, _follow, _replay, _for, _tpiu, _raw, _pages, _v8 }) command.Add(option);
    }

    /// <summary>A token that also ends the trace when the time of <c>--for</c> is over.</summary>
    /// <exception cref="UsageException">It is not a time.</exception>
    public CancellationTokenSource Limit(ParseResult parsed, CancellationToken cancellationToken)
    {
        double? seconds = parsed.GetValue(_for);
        if (seconds is not (null or > 0 and <= 86_400 * 20)) throw new UsageException($"--for: {seconds} is not a time; use a positive number of seconds.");
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (seconds is { } some) limit.CancelAfter(TimeSpan.FromSeconds(some));
        return limit;
    }

    /// <summary>How the bytes are to be decoded.</summary>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    public SwoDecoderOptions ReadDecoderOptions(ParseResult parsed)
    {
        bool isTpiu = parsed.GetResult(_tpiu) is not null, isRaw = parsed.GetValue(_raw);
        if (isTpiu && isRaw) throw new UsageException("--tpiu and --raw exclude each other.");
        return new SwoDecoderOptions
        {
            Format = isTpiu ? SwoFormat.Tpiu : isRaw ? SwoFormat.Raw : SwoFormat.Undecided,
            ItmStreamId = StreamIdOf(parsed.GetValue(_tpiu)),
            TrackPages = parsed.GetValue(_pages),
            Armv8M = parsed.GetValue(_v8),
        };
    }

    /// <summary>Opens the source.</summary>
    /// <exception cref="UsageException">The command line cannot be used.</exception>
    /// <exception cref="TraceSourceException">It cannot be opened.</exception>
    public async Task<ITraceSource> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ITraceSource source = await OpenAsync(NameOf(parsed), parsed, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_save) is not { } path) return source;
        ITraceSource? opened = source;
        try
        {
            var saving = SavingTraceSource.Create(source, path, TimeProvider.System);
            opened = null;
            return saving;
        }
        finally
        {
            if (opened is not null) await opened.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<ITraceSource> OpenAsync(string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        int? baud = parsed.GetValue(_baud);
        bool follow = parsed.GetValue(_follow), replay = parsed.GetValue(_replay);
        if (baud is not (null or >= 1 and <= HighestBaud)) throw new UsageException($"--baud: {baud} is not a rate; use 1 to {HighestBaud}.");
        if (follow && replay) throw new UsageException("--follow and --replay exclude each other.");
        if (name == "-") return StreamTraceSource.Of("standard input", Console.OpenStandardInput());
        if (name.StartsWith(SerialScheme, StringComparison.OrdinalIgnoreCase))
            return SerialTraceSource.Open(name[SerialScheme.Length..], baud ?? throw new UsageException("A serial port needs --baud HZ, the rate of the SWO pin."), Notice);
        if (!name.StartsWith(TcpScheme, StringComparison.OrdinalIgnoreCase))
        {
            return follow ? FollowedFileSource.Open(name, TimeProvider.System, Notice)
                : replay ? ReplayedFileSource.Open(name, baud, TimeProvider.System) : StreamTraceSource.Open(name);
        }

        if (!ServerAddress.TryParse(name[TcpScheme.Length..], out ServerAddress? address))
            throw new UsageException($"\"{name}\" is not a trace port; write tcp://HOST:PORT, such as tcp://localhost:3443.");
        double wait = parsed.GetValue(_wait);
        if (wait is not (>= 0 and <= 86_400)) throw new UsageException($"--wait: {wait} is not a time; use 0 to 86400 seconds.");
        return await TcpTraceSource.ConnectAsync(address.Host, address.Port, new TcpTraceOptions
        {
            ConnectLimit = TimeSpan.FromSeconds(wait), ReconnectLimit = TimeSpan.FromSeconds(wait), OnNotice = Notice,
        }, cancellationToken).ConfigureAwait(false);
    }

    // `--tpiu FILE`: the parser takes the file for the option's value, for that is optional.
    private string NameOf(ParseResult parsed)
    {
        string? named = parsed.GetValue(_source), value = parsed.GetValue(_tpiu);
        if (value is null || StreamIdOf(value) is not null) return named ?? "-";
        return named is null ? value : throw new UsageException($"--tpiu: \"{value}\" is not a stream id; use 1 to {HighestStream}.");
    }

    private static int? StreamIdOf(string? value) => int.TryParse(value, out int id) && id is >= 1 and <= HighestStream ? id : null;

    private static void Notice(string text) => Console.Error.WriteLine(text);
}
