using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Handlers;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli;

/// <summary><c>dap</c>: a DAP server on standard input and output, or on a TCP port where every connection is a session of its own.</summary>
internal sealed class DapVerb : IVerb
{
    private readonly Option<int?> _port = new("--port")
    {
        Description = "Listen on this TCP port of this computer (0 picks a free one) instead of standard input and output.",
        HelpName = "N",
    };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("dap", "DAP server on standard input and output, or on a TCP port.") { _port };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
            return parsed.GetValue(_port) is { } port
                ? await ListenAsync(port, logs, cancellationToken).ConfigureAwait(false)
                : await ServeStandardStreamsAsync(logs, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>One session on standard input and output.</summary>
    public static Task<int> ServeStandardStreamsAsync(LayerLogs logs, CancellationToken cancellationToken)
    {
        DapPreparation.Begin();
        return ServeAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), logs, cancellationToken);
    }

    private static async Task<int> ServeAsync(Stream input, Stream output, LayerLogs logs, CancellationToken cancellationToken)
    {
        var server = new DapServer(input, output, logs.For(LogLayer.Dap));
        var handlers = new AdapterHandlers(server.Requests, PacketLog.For(logs), logs);
        DapServerEnd end = await server.RunAsync(cancellationToken).ConfigureAwait(false);
        await handlers.EndAsync().ConfigureAwait(false);
        return end == DapServerEnd.Malformed ? ExitCode.Environment : ExitCode.Success;
    }

    private static async Task<int> ListenAsync(int port, LayerLogs logs, CancellationToken cancellationToken)
    {
        if (port is < 0 or > ushort.MaxValue) throw new UsageException($"--port: {port} is not a TCP port; use 0 to 65535.");
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException refused)
        {
            throw new EnvironmentException($"Port {port} cannot be listened on: {refused.Message}. Choose another one, or 0 for a free one.", refused);
        }

        await Console.Out.WriteLineAsync($"DAP server listens on {listener.LocalEndpoint}").ConfigureAwait(false);
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                sessions.RemoveAll(static session => session.IsCompleted);
                sessions.Add(ServeAsync(client, logs, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private static async Task ServeAsync(TcpClient client, LayerLogs logs, CancellationToken cancellationToken)
    {
        using (client)
        {
            client.NoDelay = true;
            NetworkStream stream = client.GetStream();
            await ServeAsync(stream, stream, logs, cancellationToken).ConfigureAwait(false);
        }
    }
}
