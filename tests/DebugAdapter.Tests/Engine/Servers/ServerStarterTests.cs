using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>Small scripts stand in for servers: they are given as <c>serverpath</c> and see the arguments of the profile.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[Platform(Exclude = "Win", Reason = "the stand-in servers are shell and Python scripts")]
public sealed class ServerStarterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("rsp-debug-test").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task StartAsync_ProgramMissing_TellsHowToInstallIt()
    {
        ServerStartException error = await StartFailsAsync(Configuration() with { ServerPath = "no-such-qemu" });
        Assert.That((error.Failure, error.ExitCode), Is.EqualTo((ServerStartFailure.NotInstalled, (int?)null)));
        Assert.That(error.Message, Does.Contain("no-such-qemu").And.Contain("qemu").And.Contain("serverpath"));
    }

    [Test]
    public async Task StartAsync_ProgramNotExecutable_SaysSo()
    {
        string path = Path.Combine(_directory, "server");
        File.WriteAllText(path, "");
        Assert.That((await StartFailsAsync(Configuration() with { ServerPath = path })).Failure, Is.EqualTo(ServerStartFailure.NotExecutable));
    }

    [Test]
    public async Task StartAsync_DirectoryMissing_NamesCwd()
    {
        ServerStartException error = await StartFailsAsync(Configuration() with { ServerPath = Script("exit 0"), Cwd = Path.Combine(_directory, "none") });
        Assert.That(error.NextAction, Does.Contain("cwd"));
    }

    [Test]
    public async Task StartAsync_EndsAtOnce_KeepsLastLinesAndExitCode()
    {
        ServerStartException error = await StartFailsAsync(Configuration() with { ServerPath = Script("echo first; echo 'Error: unsupported machine type' >&2; exit 7") });
        Assert.Multiple(() =>
        {
            Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.Exited));
            Assert.That(error.ExitCode, Is.EqualTo(7));
            Assert.That(error.LastLines, Is.EquivalentTo(new[] { "first", "Error: unsupported machine type" }));
            Assert.That(error.Message, Does.Contain("exit code 7").And.Contain("machine").And.Contain("first"));
            Assert.That(error.NextAction, Does.Contain("-M help"));
        });
    }

    [Test]
    public async Task StartAsync_EndedBySignal_NamesTheSignal() =>
        Assert.That((await StartFailsAsync(Configuration() with { ServerPath = Script("kill -SEGV $$") })).What, Does.Contain("signal 11"));

    /// <summary>The end of a server is an event of its own: no poll has to come round to see it.</summary>
    [Test]
    public async Task StartAsync_EndsWhileTheClockStandsStill_IsToldAtOnce()
    {
        var starter = new ServerStarter(time: new ManualTime());
        Task<RunningServer> starting = starter.StartAsync(Configuration() with { ServerPath = Script("echo gone; exit 3") }, null, CancellationToken.None).WaitAsync(Limit);
        ServerStartException? error = await Assert.ThrowsAsync<ServerStartException>(() => starting);
        Assert.That((error!.Failure, error.ExitCode), Is.EqualTo((ServerStartFailure.Exited, (int?)3)));
        Assert.That(error.LastLines, Is.EqualTo(new[] { "gone" }));
    }

    /// <summary>A server that is never ready and may be silent: the limit of the configuration, on a clock of the test, and not a second more.</summary>
    [Test]
    public async Task StartAsync_NeverListens_GivesUpAtTheLimit()
    {
        var time = new ManualTime();
        var printed = new TaskCompletionSource();
        Task<RunningServer> starting = new ServerStarter(time: time).StartAsync(
            Configuration() with { ServerPath = Script("echo thinking; exec sleep 1000"), Timeouts = new() { ServerStartMs = 5_000, SilenceMs = 0 } }, _ => printed.TrySetResult(), CancellationToken.None);
        await printed.Task.WaitAsync(Limit);
        await AdvanceAsync(time, TimeSpan.FromSeconds(4), starting);
        Assert.That(starting.IsCompleted, Is.False);
        using var giveUp = new CancellationTokenSource(Limit);
        while (!starting.IsCompleted && !giveUp.IsCancellationRequested) await AdvanceAsync(time, TimeSpan.FromMilliseconds(25), starting);
        Assert.That(time.GetElapsedTime(0), Is.LessThan(TimeSpan.FromSeconds(7)));
        ServerStartException error = (await Assert.ThrowsAsync<ServerStartException>(() => starting.WaitAsync(Limit)))!;
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.NotReady));
        Assert.That(error.LastLines, Is.EqualTo(new[] { "thinking" }));
        Assert.That(error.NextAction, Does.Contain("timeouts.serverStartMs"));
    }

    [Test]
    public async Task StartAsync_PortTakenEachTime_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        var starter = new ServerStarter(() => port);
        ServerStartException? error = await Assert.ThrowsAsync<ServerStartException>(() => starter.StartAsync(Configuration() with { ServerPath = Script("exit 0") }, null, CancellationToken.None));
        Assert.That(error!.Failure, Is.EqualTo(ServerStartFailure.PortTaken));
        Assert.That(error.What, Does.Contain(port.ToString()));
    }

    [Test]
    public async Task StartAsync_PortTakenOnce_TakesAnother()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int taken = ((IPEndPoint)other.LocalEndpoint).Port;
        int free = FreePort();
        var ports = new Queue<int>([taken, free]);
        await using RunningServer server = await new ServerStarter(ports.Dequeue).StartAsync(ListeningServer(), null, CancellationToken.None).WaitAsync(Limit);
        Assert.That(server.Address.Port, Is.EqualTo(free));
    }

    [Test]
    public async Task StartAsync_Listens_CanBeConnectedAndWasNotBefore()
    {
        await using RunningServer server = await new ServerStarter().StartAsync(ListeningServer(), null, CancellationToken.None).WaitAsync(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port).WaitAsync(Limit);
        using var reader = new StreamReader(client.GetStream());
        Assert.That(await reader.ReadLineAsync().WaitAsync(Limit), Is.EqualTo("client 1"));
    }

    [Test]
    public async Task StopAsync_ServerThatIgnoresTheRequest_IsMadeToEnd()
    {
        RunningServer server = await new ServerStarter().StartAsync(ListeningServer(ignoreTerm: true), null, CancellationToken.None).WaitAsync(Limit);
        int port = server.Address.Port;
        await server.DisposeAsync().AsTask().WaitAsync(Limit);
        Assert.That(server.Exited.IsCompletedSuccessfully, Is.True);
        using var again = new TcpListener(IPAddress.Loopback, port);
        Assert.That(again.Start, Throws.Nothing);
    }

    // J-Link with -singlerun and pyOCD end when their client leaves, whatever made it leave.
    [TestCase(TransportFailure.Closed, ServerStartFailure.Exited, "ended with exit code 0")]
    [TestCase(TransportFailure.Timeout, ServerStartFailure.Lost, "did not answer in time")]
    [TestCase(TransportFailure.Corrupted, ServerStartFailure.Lost, "did not answer in time")]
    public async Task ExplainLossAsync_ServerEndsWhenItsClientLeaves_NamesTheCause(TransportFailure loss, ServerStartFailure failure, string text)
    {
        LaunchConfiguration configuration = Configuration() with
        {
            ServerPath = Script(
                """
                import socket, sys
                port = int(next(a for a in sys.argv if a.startswith("tcp:")).rsplit(":", 1)[1])
                socket.create_server(("127.0.0.1", port)).accept()[0].recv(1)
                """,
                "/usr/bin/env python3"),
        };
        await using RunningServer server = await new ServerStarter().StartAsync(configuration, null, CancellationToken.None).WaitAsync(Limit);
        using (var client = new TcpClient()) await client.ConnectAsync("127.0.0.1", server.Address.Port);
        await server.Exited.WaitAsync(Limit);
        ServerStartException? told = await server.ExplainLossAsync(new RspTransportException(loss, "The stub did not answer in time", "$g#67", "Wait."));
        Assert.That(told!.Failure, Is.EqualTo(failure));
        Assert.That(told.What, Does.Contain(text));
    }

    [Test]
    public async Task Exited_ServerDiesLater_GivesItsCodeAndLastLines()
    {
        await using RunningServer server = await new ServerStarter().StartAsync(ListeningServer(), null, CancellationToken.None).WaitAsync(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port).WaitAsync(Limit);
        await client.GetStream().WriteAsync("die\n"u8.ToArray());
        Assert.That(await server.Exited.WaitAsync(Limit), Is.EqualTo(9));
        Assert.That(server.LastLines, Does.Contain("dying"));
    }

    [Test]
    public async Task StartAsync_Cancelled_LeavesNoProcess()
    {
        using var cancellation = new CancellationTokenSource();
        string pidFile = Path.Combine(_directory, "pid");
        var printed = new TaskCompletionSource();
        Task<RunningServer> starting = new ServerStarter().StartAsync(
            Configuration() with { ServerPath = Script($"echo $$ > {pidFile}; echo up; exec sleep 1000") }, _ => printed.TrySetResult(), cancellation.Token);
        await printed.Task.WaitAsync(Limit);
        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => starting, Throws.InstanceOf<OperationCanceledException>());
        int pid = int.Parse(await File.ReadAllTextAsync(pidFile));
        Assert.That(() => System.Diagnostics.Process.GetProcessById(pid), Throws.ArgumentException);
    }

    [Test]
    public async Task StartAsync_External_StartsNothing()
    {
        LaunchConfiguration configuration = new() { ServerType = ServerType.External, GdbTarget = "board:2331" };
        await using RunningServer server = await new ServerStarter().StartAsync(configuration, null, CancellationToken.None);
        Assert.That((server.Command, server.Address.ToString(), server.Exited.IsCompleted), Is.EqualTo(((ServerCommand?)null, "board:2331", false)));
    }

    // The starter sets its next timer in its own time: the clock moves in its steps.
    private static async Task AdvanceAsync(ManualTime time, TimeSpan duration, Task waiting)
    {
        for (TimeSpan done = TimeSpan.Zero; done < duration && !waiting.IsCompleted; done += TimeSpan.FromSeconds(1))
        {
            time.Advance(duration < TimeSpan.FromSeconds(1) ? duration : TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
    }

    private static LaunchConfiguration Configuration() => new() { ServerType = ServerType.Qemu, Executable = "/fw.elf" };

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task<ServerStartException> StartFailsAsync(LaunchConfiguration configuration) => (await Assert.ThrowsAsync<ServerStartException>(
        () => new ServerStarter().StartAsync(configuration, null, CancellationToken.None).WaitAsync(Limit)))!;

    private string Script(string body, string interpreter = "/bin/sh")
    {
        string path = Path.Combine(_directory, "server");
        File.WriteAllText(path, $"#!{interpreter}\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }

    // Counts its clients, so that a test sees whether somebody connected before.
    private LaunchConfiguration ListeningServer(bool ignoreTerm = false) => Configuration() with
    {
        ServerPath = Script(
            $"""
            import signal, socket, sys
            if {(ignoreTerm ? "True" : "False")}: signal.signal(signal.SIGTERM, signal.SIG_IGN)
            port = int(next(a for a in sys.argv if a.startswith("tcp:")).rsplit(":", 1)[1])
            listener = socket.create_server(("127.0.0.1", port))
            clients = 0
            while True:
                connection, _ = listener.accept()
                clients += 1
                connection.sendall(b"client %d\n" % clients)
                if connection.recv(100) == b"die\n":
                    print("dying", flush=True)
                    sys.exit(9)
            """,
            "/usr/bin/env python3"),
    };
}
