using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>Where the trace comes from: the options that all <c>swo</c> verbs share.</summary>
internal sealed class TraceSourceOptions
{
    private const string TcpScheme = "tcp://";

    private readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "A file with the raw bytes, - for standard input, or tcp://HOST:PORT for a server's trace port. Default: standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _save = new("--save") { Description = "Keep the raw bytes in this file as well, and when they came in FILE.times.", HelpName = "FILE" };
    private readonly Option<double> _wait = new("--wait") { Description = "Seconds to try to connect to a server, and to connect again when it closes the connection.", HelpName = "SECONDS" };

    /// <summary>Adds the argument and the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_source);
        command.Add(_save);
        command.Add(_wait);
    }

    /// <summary>Opens the source.</summary>
    /// <exception cref="UsageException">The command line cannot be used.</exception>
    /// <exception cref="TraceSourceException">It cannot be opened.</exception>
    public async Task<ITraceSource> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ITraceSource source = await OpenAsync(parsed.GetValue(_source) ?? "-", parsed, cancellationToken).ConfigureAwait(false);
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
        if (name == "-") return StreamTraceSource.Of("standard input", Console.OpenStandardInput());
        if (!name.StartsWith(TcpScheme, StringComparison.OrdinalIgnoreCase)) return StreamTraceSource.Open(name);
        if (!ServerAddress.TryParse(name[TcpScheme.Length..], out ServerAddress? address))
            throw new UsageException($"\"{name}\" is not a trace port; write tcp://HOST:PORT, such as tcp://localhost:3443.");
        double wait = parsed.GetValue(_wait);
        if (wait is not (>= 0 and <= 86_400)) throw new UsageException($"--wait: {wait} is not a time; use 0 to 86400 seconds.");
        return await TcpTraceSource.ConnectAsync(address.Host, address.Port, new TcpTraceOptions
        {
            ConnectLimit = TimeSpan.FromSeconds(wait), ReconnectLimit = TimeSpan.FromSeconds(wait), OnNotice = static text => Console.Error.WriteLine(text),
        }, cancellationToken).ConfigureAwait(false);
    }
}
