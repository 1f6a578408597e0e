using System.CommandLine;
using System.Net.Sockets;
using System.Text;
using RspDebug.DebugAdapter.Cli.Audit;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkProxy;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli.Rsp;

/// <summary><c>rsp proxy</c>: stands between client and server, writes down what passes, and analyses it.</summary>
internal sealed class RspProxyVerb : IVerb
{
    private readonly Option<int> _listen = new("--listen") { Description = "Port of this computer that clients connect to; 0 picks a free one.", HelpName = "PORT", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "The server.", HelpName = "HOST:PORT", Required = true };
    // Not --log, which all verbs have for their own log.
    private readonly Option<string?> _record = new("--record") { Description = "Write what passes to this file, with times, byte exact; `rsp analyse` reads it.", HelpName = "FILE" };
    private readonly Option<bool> _once = new("--once") { Description = "End when the first client leaves." };
    private readonly AuditOutput _output = new();

    public Command Build(SharedOptions shared)
    {
        var command = new Command("proxy", "Passes the bytes between a client and a server on, writes them down, and says at the end what went wrong.") { _listen, _to, _record, _once };
        _output.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!ServerAddress.TryParse(parsed.GetValue(_to)!, out ServerAddress? target)) throw new UsageException($"--to: \"{parsed.GetValue(_to)}\" is not HOST:PORT, such as localhost:3333.");
        int port = parsed.GetValue(_listen);
        if (port is < 0 or > 65535) throw new UsageException($"--listen: {port} is no port; use 1 to 65535, or 0 for a free one.");
        string? path = parsed.GetValue(_record);
        using StreamWriter? log = path is null ? null : new StreamWriter(OutputTarget.Open("--record", path), new UTF8Encoding(false)) { AutoFlush = true };
        var recorder = new LinkRecorder(log, TimeProvider.System) { OnTurnedAway = static what => Console.Error.WriteLine($"{what}. Start the debug server again, or end with Ctrl+C.") };
        using TcpProxy proxy = Listen(port);
        await Console.Error.WriteLineAsync($"Listening on {proxy.EndPoint}, passing on to {target}. Ctrl+C ends it.").ConfigureAwait(false);
        try
        {
            await proxy.RunAsync(target, recorder, parsed.GetValue(_once) ? 1 : null, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync().ConfigureAwait(false);
        }
        catch (SocketException unreachable)
        {
            throw new EnvironmentException($"{target} cannot be reached: {unreachable.Message}. Start the debug server, or correct --to.", unreachable);
        }

        LinkSummary summary = recorder.Finish(path ?? "proxy");
        return await _output.WriteAsync(parsed, LinkReport.Of(summary), failOn => LinkReport.ToHtml(summary, failOn), CancellationToken.None).ConfigureAwait(false);
    }

    private static TcpProxy Listen(int port)
    {
        try
        {
            return TcpProxy.Listen(port);
        }
        catch (SocketException taken)
        {
            throw new EnvironmentException($"--listen: port {port} of this computer cannot be listened on: {taken.Message}. Choose another one, or 0 for a free one.", taken);
        }
    }
}
