using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Trace.Export;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>The options of <c>swo decode</c> that send events to Elasticsearch.</summary>
internal sealed class ElasticsearchTarget
{
    private const string KeyVariable = "ELASTICSEARCH_API_KEY";

    private readonly Option<string?> _server = new("--elasticsearch") { Description = $"Send the events to this server by bulk requests; an API key is taken from the variable {KeyVariable}.", HelpName = "URL" };
    private readonly Option<string> _index = new("--index") { Description = "The index.", HelpName = "NAME", DefaultValueFactory = static _ => "rsp-debug-swo" };
    private readonly Option<string> _fallback = new("--fallback") { Description = "Where events go that the server does not take.", HelpName = "FILE", DefaultValueFactory = static _ => "swo-unsent.ndjson" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_index);
        command.Add(_fallback);
    }

    /// <summary>The sink, when one is asked for.</summary>
    /// <exception cref="UsageException">The server is not a URL.</exception>
    public ElasticsearchSink? Create(ParseResult parsed, EcsJson json)
    {
        if (parsed.GetValue(_server) is not { } server) return null;
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            throw new UsageException($"--elasticsearch: \"{server}\" is not the URL of a server; write http://HOST:9200.");
        return new ElasticsearchSink(new ElasticsearchOptions
        {
            Server = uri, Index = parsed.GetValue(_index)!, FallbackPath = parsed.GetValue(_fallback)!, ApiKey = Environment.GetEnvironmentVariable(KeyVariable),
        }, json);
    }

    /// <summary>Says what became of the events.</summary>
    /// <returns>The exit code: success only when the server took them all.</returns>
    public int Report(ParseResult parsed, ElasticsearchSink sink)
    {
        Console.Error.WriteLine($"{parsed.GetValue(_server)}: {sink.Sent} events sent, {sink.Retries} requests tried again, {sink.Kept} events not taken");
        if (sink.Kept == 0) return ExitCode.Success;
        string file = parsed.GetValue(_fallback)!;
        Console.Error.WriteLine($"{sink.Reason}. The {sink.Kept} events are in '{file}'; send them by: curl -H 'Content-Type: application/x-ndjson' --data-binary @{file} URL/_bulk");
        return ExitCode.Environment;
    }
}
