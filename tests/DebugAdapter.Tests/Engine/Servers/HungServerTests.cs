using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>Servers that are there and do nothing, and those that only look like it. The clock is the test's: it stands unless the test moves it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
[Platform("Linux", Reason = "what a server does is looked at in /proc; the stand-in servers are scripts")]
[CancelAfter(120_000)]
public sealed class HungServerTests
{
    private static readonly Timeouts Patient = new() { ServerStartMs = 3_000_000, ReplyMs = 3_000_000 };
    private readonly ManualTime _time = new();
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("rsp-debug-test").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task StartAsync_IdleAndSilent_EndsWithItsLastLines(CancellationToken cancellationToken)
    {
        ServerStartException error = await FailsAsync(StartAsync(Script("echo looking for the probe; exec sleep 1000"), Patient, cancellationToken), cancellationToken);
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.Hung));
        Assert.That(error.What, Does.Contain("hangs").And.Contain("1.5 s").And.Contain("listened"));
        Assert.That(error.NextAction, Does.Contain("timeouts.silenceMs"));
        Assert.That(error.LastLines, Is.EqualTo(new[] { "looking for the probe" }));
    }

    [Test]
    public async Task StartAsync_Works_GetsTheOrdinaryTime(CancellationToken cancellationToken)
    {
        ServerStartException error = await FailsAsync(
            StartAsync(Script("while :; do :; done"), Patient with { ServerStartMs = 5_000 }, cancellationToken), cancellationToken);
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.NotReady));
        Assert.That(_time.GetElapsedTime(0), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(5)));
    }

    /// <summary>J-Link's server brings the probe's firmware up to date, without a word.</summary>
    [Test]
    public async Task StartAsync_KindThatMayBeSilent_GetsTheOrdinaryTime(CancellationToken cancellationToken)
    {
        var configuration = new LaunchConfiguration
        {
            ServerType = ServerType.Jlink, Device = "nRF52840_xxAA", ServerPath = Script("exec sleep 1000"), Timeouts = Patient with { ServerStartMs = 5_000 },
        };
        ServerStartException error = await FailsAsync(new ServerStarter(time: _time).StartAsync(configuration, null, cancellationToken), cancellationToken);
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.NotReady));
    }

    [Test]
    public async Task Handshake_TakesTheConnectionAndHangs_EndsWithItsLastLines(CancellationToken cancellationToken)
    {
        await using RunningServer server = await StartAsync(Listener("client = listener.accept(); print('hello', flush=True); time.sleep(1000)"), Patient, cancellationToken);
        ServerStartException error = await FailsAsync(ShakeHandsAsync(server, Patient, cancellationToken), cancellationToken);
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.Hung));
        Assert.That(error.What, Does.Contain("took the connection").And.Contain("neither answered nor printed").And.Contain("1.5 s"));
        Assert.That(error.NextAction, Does.Contain("timeouts.silenceMs"));
        Assert.That(error.LastLines, Is.EqualTo(new[] { "hello" }));
    }

    [Test]
    public async Task Handshake_FirstAnswerAndThenNothing_EndsTheSame(CancellationToken cancellationToken)
    {
        await using RunningServer server = await StartAsync(
            Listener("client, _ = listener.accept(); client.recv(1000); client.sendall(b'+$PacketSize=1000;qXfer:features:read+#00'.replace(b'00', b'a2')); time.sleep(1000)"), Patient, cancellationToken);
        Assert.That((await FailsAsync(ShakeHandsAsync(server, Patient, cancellationToken), cancellationToken)).Failure, Is.EqualTo(ServerStartFailure.Hung));
    }

    [Test]
    public async Task Handshake_WorksWithoutAnAnswer_WaitsOutTheReply(CancellationToken cancellationToken)
    {
        Timeouts limits = Patient with { ReplyMs = 3_000 };
        await using RunningServer server = await StartAsync(Listener("client = listener.accept()\nwhile True: pass"), limits, cancellationToken);
        Task<RspSession> shaking = ShakeHandsAsync(server, limits, cancellationToken);
        await _time.PassUntilAsync(shaking, cancellationToken);
        RspTransportException error = (await Assert.ThrowsAsync<RspTransportException>(() => shaking))!;
        Assert.That(error.Failure, Is.EqualTo(TransportFailure.Timeout));
    }

    private const string NamedOpenOcd = "import ctypes; ctypes.CDLL(None).prctl(15, b'openocd', 0, 0, 0)\n";
    private const string Reads = "client, _ = listener.accept()\nwhile client.recv(1000): pass";

    // Somebody else's server on this computer | the text for the user
    [TestCase("client = listener.accept(); time.sleep(1000)", TestName = "Handshake_ExternalServerThatDoesNotRead_EndsAfterTheSilence")]
    [TestCase("time.sleep(1000)", TestName = "Handshake_ExternalServerThatDoesNotAccept_EndsAfterTheSilence")]
    [TestCase(NamedOpenOcd + Reads, TestName = "Handshake_ExternalServerOfAKnownKindThatOnlyReads_EndsAfterTheSilence")]
    public async Task HandshakeWithIdleServer(string then, CancellationToken cancellationToken)
    {
        await using RunningServer silent = await StartAsync(Listener(then), Patient, cancellationToken);
        await using var server = new RunningServer(ServerProfiles.Get(ServerType.External), silent.Address);
        ServerStartException error = await FailsAsync(ShakeHandsAsync(server, Patient, cancellationToken), cancellationToken);
        Assert.That(error.Failure, Is.EqualTo(ServerStartFailure.Hung));
        Assert.That(error.What, Does.Match(@"its program (python3|openocd)\S* \(process \d+\) neither answered nor used the processor for 1\.5 s: it hangs"));
        Assert.That(error.NextAction, Does.Contain("other clients").And.Contain("timeouts.silenceMs"));
    }

    /// <summary>The started server is one that IPv4 does not reach: it is found, connected to, and seen to hang, all the same.</summary>
    [Test]
    public async Task Handshake_ExternalServerOnIPv6_EndsAfterTheSilence(CancellationToken cancellationToken)
    {
        if (!System.Net.Sockets.Socket.OSSupportsIPv6) Assert.Ignore("This computer has no IPv6.");
        string program = Listener("time.sleep(1000)", "socket.create_server((\"::1\", port), family=socket.AF_INET6)");
        await using RunningServer silent = await StartAsync(program, Patient, cancellationToken);
        Assert.That(silent.Address.Host, Is.EqualTo("::1"));
        await using var server = new RunningServer(ServerProfiles.Get(ServerType.External), silent.Address);
        ServerStartException error = await FailsAsync(ShakeHandsAsync(server, Patient, cancellationToken), cancellationToken);
        Assert.That(error.What, Does.Match(@"at \[::1\]:\d+, and then its program python3\S* \(process \d+\) neither answered nor used the processor for 1\.5 s: it hangs"));
    }

    /// <summary>A program that reads may be a tunnel to a server elsewhere, and one that works may get there: they get the time of a reply.</summary>
    [TestCase(Reads, TestName = "Handshake_ExternalProgramThatReads_EndsAfterTheTimeOfAReply")]
    [TestCase("client = listener.accept()\nwhile True: pass", TestName = "Handshake_ExternalServerThatWorks_EndsAfterTheTimeOfAReply")]
    public async Task HandshakeWithServerThatIsNotIdle(string then, CancellationToken cancellationToken)
    {
        Timeouts limits = new() { ReplyMs = 10_000 };
        await using RunningServer silent = await StartAsync(Listener(then), Patient, cancellationToken);
        await using var server = new RunningServer(ServerProfiles.Get(ServerType.External), silent.Address);
        ServerStartException error = await FailsAsync(ShakeHandsAsync(server, limits, cancellationToken), cancellationToken);
        Assert.That(error.What, Does.Contain("answered nothing for 10 s"));
        Assert.That(error.NextAction, Does.Contain("other clients").And.Contain("timeouts.replyMs"));
    }

    [Test]
    public async Task Handshake_Cancelled_EndsAtOnce(CancellationToken cancellationToken)
    {
        await using RunningServer server = await StartAsync(Listener("client = listener.accept(); print('hello', flush=True); time.sleep(1000)"), Patient, cancellationToken);
        using var giveUp = new CancellationTokenSource();
        Task<RspSession> shaking = ShakeHandsAsync(server, Patient, giveUp.Token);
        while (server.LastLines.Count == 0) await Task.Delay(5, cancellationToken);
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => shaking.WaitAsync(cancellationToken), Throws.InstanceOf<OperationCanceledException>());
    }

    private Task<RunningServer> StartAsync(string program, Timeouts timeouts, CancellationToken cancellationToken)
    {
        var configuration = new LaunchConfiguration { ServerType = ServerType.Qemu, Executable = "/fw.elf", ServerPath = program, Timeouts = timeouts };
        return _time.AwaitAsync(new ServerStarter(time: _time).StartAsync(configuration, null, cancellationToken), cancellationToken);
    }

    private async Task<RspSession> ShakeHandsAsync(RunningServer server, Timeouts timeouts, CancellationToken cancellationToken)
    {
        TcpTransport transport = await TcpTransport.ConnectAsync(server.Address.Host, server.Address.Port, TimeSpan.FromSeconds(30), cancellationToken);
        TimeSpan reply = TimeSpan.FromMilliseconds(timeouts.ReplyMs);
        var options = new RspOptions { Time = _time, Timeouts = new RspTimeouts { Query = reply, Memory = reply } };
        return await new ServerHandshake(server, timeouts, _time).RunAsync(transport, options, cancellationToken);
    }

    private async Task<ServerStartException> FailsAsync(Task starting, CancellationToken cancellationToken)
    {
        await _time.PassUntilAsync(starting, cancellationToken);
        return (await Assert.ThrowsAsync<ServerStartException>(() => starting))!;
    }

    private string Script(string body, string interpreter = "/bin/sh")
    {
        string path = Path.Combine(_directory, "server");
        File.WriteAllText(path, $"#!{interpreter}\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }

    // The port stands in the arguments as QEMU wants it.
    private string Listener(string then, string listener = "socket.create_server((\"127.0.0.1\", port))") => Script(
        $"""
        import socket, sys, time
        port = int(next(a for a in sys.argv if a.startswith("tcp:")).rsplit(":", 1)[1])
        listener = {listener}
        {then}
        """, "/usr/bin/env python3");
}
