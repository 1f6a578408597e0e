using System.Text;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Link;

/// <summary>What a restart and the end of a session send to each server. What they do there: the servers' manuals and sources, named in the profiles.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class EndOfSessionTests
{
    private const string Unused = "k R vRun vKill !";

    private const string Scan = "Target voltage: 3.3V\nAvailable Targets:\nNo. Att Driver\n 1      Nordic nRF52 M4\n";

    // servertype | stub | what it is known by | restart | end, running | end, halted (none: nothing is sent, "runs on": the user is told that it cannot)
    // "plain" offers what gdbserver does, "minimal" next to nothing. Halted without D: a detach would let the target run. k ends QEMU and resets the Black Magic Probe's target, R is not answered by most.
    private const string Servers =
        """
        openocd  | openocd  |                               | reset halt  | cortex_m maskisr auto, resume, D | cortex_m maskisr auto
        external | openocd  | Open On-Chip Debugger 0.12.0  | reset halt  | cortex_m maskisr auto, resume, D | cortex_m maskisr auto
        jlink    | jlink    |                               | halt, reset | D | exec SetRestartOnClose = 0
        pyocd    | pyocd    |                               | reset halt  | set option step_into_interrupt=False, D | set option step_into_interrupt=False, set option resume_on_disconnect=False
        qemu     | qemu     |                               | stop, system_reset | Qqemu.sstep=7, D | Qqemu.sstep=7
        bmp      | bmp      |                               | vRun;       | D | runs on
        stutil   | stutil   |                               | reset       | D | runs on
        external | probe-rs | reset halt - reset target and halt afterwards | reset halt | D | none
        external | plain    |                               | refused     | D | none
        external | minimal  |                               | refused     | D | none
        """;

    private static IEnumerable<TestCaseData> Cases => Servers.Split('\n').Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(static columns => new TestCaseData(new Row(Enum.Parse<ServerType>(columns[0], ignoreCase: true), columns[1], columns[2], columns[3], columns[4], columns[5])).SetArgDisplayNames(columns[0], columns[1]));

    [TestCaseSource(nameof(Cases))]
    public async Task Restart_ByServer_SendsItsResetCommands(Row row)
    {
        await using var session = await LiveSession.StartAsync(row);
        if (row.Restart == "refused")
        {
            DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.Client.RequestAsync("restart"));
            Assert.That(refused!.ShownMessage, Does.Contain("overrideResetCommands"));
            Assert.That(session.Sent, Is.Empty);
            return;
        }

        await session.Client.RequestAsync("restart");
        await session.Client.EventAsync("stopped");
        Assert.That(session.Sent, Is.EqualTo(Words(row.Restart)));
        Assert.That(session.Stub.Breakpoints.Select(static one => one.Address), Does.Contain(0x500u), "the user's breakpoint is set again");
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Disconnect_Plain_DetachesSoThatTheTargetRuns(Row row) => await EndAsync(row, "disconnect", null);

    [TestCaseSource(nameof(Cases))]
    public async Task Disconnect_TerminateDebuggee_NeverKillsAServerThatIsNotOurs(Row row) => await EndAsync(row, "disconnect", new { terminateDebuggee = true });

    [TestCaseSource(nameof(Cases))]
    public async Task Disconnect_NotTerminateDebuggee_IsThePlainEnd(Row row) => await EndAsync(row, "disconnect", new { terminateDebuggee = false, suspendDebuggee = false });

    [TestCaseSource(nameof(Cases))]
    public async Task Terminate_ByServer_DetachesAndSaysTerminated(Row row) => await EndAsync(row, "terminate", null);

    [TestCaseSource(nameof(Cases))]
    public async Task Disconnect_SuspendDebuggee_KeepsTheTargetHaltedOrSaysThatItRuns(Row row)
    {
        await using var session = await LiveSession.StartAsync(row);
        await session.EndAsync("disconnect", new { suspendDebuggee = true });
        bool runs = row.Halted == "runs on";
        Assert.That(session.Sent, Is.EqualTo(runs || row.Halted == "none" ? [] : Words(row.Halted)));
        Assert.That(session.Adapter.Output.Contains("The target runs on", StringComparison.Ordinal), Is.EqualTo(runs), session.Adapter.Output);
    }

    [Test]
    public async Task Disconnect_CommandsOfTheUser_StandInThePlaceOfOurs()
    {
        await using var session = await LiveSession.StartAsync(
            new Row(ServerType.Openocd, "openocd", "", "", "", ""), static configuration => configuration["overridePreEndSessionCommands"] = new JsonArray("monitor reset halt"));
        await session.EndAsync("disconnect", null);
        Assert.That(session.Sent, Is.EqualTo(Words("cortex_m maskisr auto, reset halt, D")));
    }

    private static async Task EndAsync(Row row, string command, object? arguments)
    {
        await using var session = await LiveSession.StartAsync(row);
        await session.EndAsync(command, arguments);
        Assert.That(session.Sent, Is.EqualTo(Words(row.End)));
        if (command == "terminate") await session.Client.EventAsync("terminated");
    }

    private static string[] Words(string list) => list.Split(", ");

    /// <summary>A line of the table.</summary>
    public sealed record Row(ServerType Kind, string Stub, string KnownBy, string Restart, string End, string Halted);

    // Attached, halted, one breakpoint set; what is sent from here on counts.
    private sealed class LiveSession : IAsyncDisposable
    {
        private readonly FakeStubListener _listener;

        private LiveSession(Row row)
        {
            Stub = row.Stub == "plain" ? new FakeStub() : FakePersonalities.Create(row.Stub);
            Stub.Target.Pc = 0x400;
            Stub.On("qRcmd,", request => Answer(Text(request), row)).On("vAttach;", _ => "T05").On("vRun", _ => "T05").On("Qqemu.sstep", _ => "OK");
            _listener = Stub.Listen();
            ServerAddress address = ServerAddress.TryParse(_listener.GdbTarget, out ServerAddress? parsed) ? parsed : throw new InvalidOperationException(_listener.GdbTarget);
            Adapter = new AdapterInProcess(new ServerStarter { RunsAt = _ => address });
        }

        public FakeStub Stub { get; }

        public AdapterInProcess Adapter { get; }

        public DapClient Client => Adapter.Client;

        /// <summary>Server commands, and packets that end or restart.</summary>
        public IReadOnlyList<string> Sent => [.. Stub.Counts.Requests.Select(Word).OfType<string>()];

        public static async Task<LiveSession> StartAsync(Row row, Action<JsonObject>? configure = null)
        {
            var session = new LiveSession(row);
            JsonObject configuration = AdapterInProcess.Configuration(session._listener.GdbTarget, null);
            configuration["servertype"] = row.Kind.ToString().ToLowerInvariant();
            configuration["breakAfterReset"] = true;
            if (row.Kind == ServerType.Openocd) configuration["configFiles"] = new JsonArray("board.cfg");
            if (row.Kind == ServerType.Bmp) configuration["BMPGDBSerialPort"] = session._listener.GdbTarget;
            if (row.Kind is ServerType.Jlink) configuration["device"] = "nRF52840_xxAA";
            configure?.Invoke(configuration);
            await session.Adapter.BeginAsync(configuration);
            await session.Client.RequestAsync("setInstructionBreakpoints", new { breakpoints = new[] { new { instructionReference = "0x500" } } });
            await session.Adapter.FinishAsync();
            await session.Client.EventAsync("stopped");
            Assert.That(session.Stub.Breakpoints, row.Stub == "minimal" ? Is.Empty : Has.Count.EqualTo(1));
            session.Stub.Counts.Reset();
            return session;
        }

        /// <summary>Ends the session; breakpoints have to be gone by the time of the first word of the end.</summary>
        public async Task EndAsync(string command, object? arguments)
        {
            IReadOnlyCollection<(char Type, uint Address)> atDetach = [];
            Stub.On("D", _ =>
            {
                atDetach = Stub.Breakpoints;
                return FakeStub.NotHandled;
            });
            await Client.RequestAsync(command, arguments);
            Assert.That(atDetach, Is.Empty, "breakpoints at the detach");
            Assert.That(Stub.Breakpoints, Is.Empty, "breakpoints left behind");
        }

        public async ValueTask DisposeAsync()
        {
            await Adapter.DisposeAsync();
            await _listener.DisposeAsync();
        }

        private static string Answer(string command, Row row) => command switch
        {
            "version" when row.KnownBy.Length > 0 => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(row.KnownBy + "\n")),
            "version" => "",
            "swdp_scan" => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Scan)),
            _ => "OK",
        };

        private static string? Word(string request) =>
            request.StartsWith("qRcmd,", StringComparison.Ordinal) ? Text(request)
            : request[0] == 'D' || request.StartsWith("Qqemu", StringComparison.Ordinal) || Unused.Split(' ').Any(word => request.StartsWith(word, StringComparison.Ordinal)) ? request
            : null;

        private static string Text(string request) => Encoding.ASCII.GetString(Convert.FromHexString(request["qRcmd,".Length..]));
    }
}
