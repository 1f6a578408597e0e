using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.CoreDumps;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.Serve;

/// <summary><c>serve</c>: a target behind any debug server, or a core dump, as a GDB server for several clients at once.</summary>
internal sealed class ServeVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly Option<string?> _core = new("--core") { Description = "A core dump in place of a target: of probe-rs, an ELF core file, or JSON.", HelpName = "FILE" };
    private readonly Option<int?> _port = new("--port") { Description = "TCP port to serve on (0 picks a free one; default: launch key gdbServerPort, else 0).", HelpName = "N" };
    private readonly Option<string?> _address = new("--address")
    {
        Description = "Address to serve on (default 127.0.0.1: this computer alone). The protocol has no password: whoever reaches the port owns the target.",
        HelpName = "IP",
    };

    private readonly Option<string?> _json = new("--json") { Description = "Write where it serves as JSON (- for standard output).", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("serve", "Serves a target, or a core dump, to gdb, lldb and others: several at once.") { _core, _port, _address, _json };
        _target.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
            return await RunAsync(parsed, logs, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, LayerLogs logs, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_port) is < 0 or > ushort.MaxValue) throw new UsageException($"--port: {parsed.GetValue(_port)} is not a TCP port; use 0 to 65535.");
        IPAddress address = AddressOf(parsed.GetValue(_address));
        if (parsed.GetValue(_core) is not { } core) return ServeTargetAsync(parsed, address, logs, cancellationToken);
        if (_target.NamesTarget(parsed)) throw new UsageException("--core and a target (--config, --server, --gdb-target) exclude each other.");
        return ServeCoreAsync(parsed, core, address, cancellationToken);
    }

    private async Task<int> ServeCoreAsync(ParseResult parsed, string core, IPAddress address, CancellationToken cancellationToken)
    {
        int port = parsed.GetValue(_port) ?? 0;
        CoreDumpServer server = Listen(port, () => CoreDumpServer.Start(core, _target.ElfOf(parsed), port, address));
        await using var ending = server.ConfigureAwait(false);
        Announce(parsed, server.EndPoint, "core dump, read-only", core);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Success;
    }

    private async Task<int> ServeTargetAsync(ParseResult parsed, IPAddress address, LayerLogs logs, CancellationToken cancellationToken)
    {
        LaunchReading launch = _target.Read(parsed);
        int port = parsed.GetValue(_port) ?? launch.Configuration.GdbServerPort ?? 0;
        HeadlessSession headless = await TargetConnection.OpenAsync(launch, logs, cancellationToken).ConfigureAwait(false);
        await using var ending = headless.ConfigureAwait(false);
        await headless.EnsureHaltedAsync(cancellationToken).ConfigureAwait(false);
        headless.Started.GdbPort = Listen(port, () => GdbPort.Open(headless.Session, port, address, resumeWhenLeft: true));
        Announce(parsed, headless.Started.GdbPort.EndPoint, headless.Started.Server.Profile.Name, launch.Configuration.Executable);
        await Task.WhenAny(headless.Ended, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
        await headless.Started.CloseGdbPortAsync().ConfigureAwait(false);
        return headless.Ended.IsCompleted ? throw new EnvironmentException(await headless.Ended.ConfigureAwait(false) ?? "The session has ended.") : ExitCode.Success;
    }

    private void Announce(ParseResult parsed, IPEndPoint endPoint, string what, string? file)
    {
        if (!IPAddress.IsLoopback(endPoint.Address))
            Console.Error.WriteLine($"Warning: {endPoint} is open to other computers, and GDB's protocol has no password. Whoever reaches it can read, write and run the target.");
        if (parsed.GetValue(_json) is { } json)
        {
            using Stream output = OutputTarget.Open("--json", json);
            ServeJson.Write(output, endPoint, what, file);
            if (json == "-") return;
        }

        bool isAny = endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);
        string host = isAny || endPoint.Address.Equals(IPAddress.Loopback) ? "localhost" : endPoint.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{endPoint.Address}]" : endPoint.Address.ToString();
        Console.Out.WriteLine($"Serving {what} on {endPoint}. Ctrl-C ends it.");
        Console.Out.WriteLine($"  gdb:  target extended-remote {host}:{endPoint.Port}");
        Console.Out.WriteLine($"  lldb: gdb-remote {host}:{endPoint.Port}");
    }

    private static T Listen<T>(int port, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (SocketException taken)
        {
            throw new EnvironmentException($"Port {port} cannot be listened on: {taken.Message}. Choose another --port, or 0 for a free one; --address must be one of this computer.", taken);
        }
    }

    private static IPAddress AddressOf(string? text) => text switch
    {
        null or "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(text, out IPAddress? address) ? address : throw new UsageException($"--address: \"{text}\" is not an IP address, such as 127.0.0.1 or 0.0.0.0."),
    };
}
