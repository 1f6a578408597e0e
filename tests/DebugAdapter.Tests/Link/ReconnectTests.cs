using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Link;

/// <summary>The server dies and comes back, or stays away, while the DAP session goes on.</summary>
[TestFixture]
[CancelAfter(180_000)]
public sealed class ReconnectTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-O0-dwarf5");

    [TestCase("openocd")]
    [TestCase("qemu")]
    public async Task Server_RestartedWhileHalted_BreakpointsWorkAgain(string personality)
    {
        await using BoardStub board = BoardStub.Start(personality == "qemu" ? KnownPersonalities.Qemu : KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board);
        await board.KillAsync();
        board.Restart();
        JsonElement stop = await adapter.Client.EventAsync("stopped");
        Assert.That(stop.GetProperty("reason").GetString(), Is.EqualTo("pause"));
        Assert.That(stop.GetProperty("text").GetString(), Does.Contain("Connected again"));
        Assert.That((await adapter.StackAsync())[0], Is.EqualTo("leaf"), "the target stood where it was");
        Assert.That((await adapter.RunAsync("continue")).GetProperty("reason").GetString(), Is.EqualTo("function breakpoint"));
        Assert.That((await adapter.StackAsync())[0], Is.EqualTo("leaf"));
        Assert.That(adapter.Output, Does.Contain("closed the connection").And.Contain("1 breakpoints and 0 watchpoints are set again"));
    }

    [Test]
    public async Task Server_RestartedWhileRunning_TargetRunsOnToTheBreakpoint()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board);
        await adapter.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = Array.Empty<object>() });
        await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        await board.KillAsync();
        board.Restart();
        while (!adapter.Output.Contains("The target runs on.", StringComparison.Ordinal)) await adapter.Client.EventAsync("output");
        await adapter.Client.RequestAsync("pause", new { threadId = 1 });
        Assert.That((await adapter.Client.EventAsync("stopped")).GetProperty("reason").GetString(), Is.EqualTo("pause"));
        await adapter.BreakAtAsync("leaf");
        await adapter.RunAsync("continue");
        Assert.That((await adapter.StackAsync())[0], Is.EqualTo("leaf"));
    }

    [Test]
    public async Task Server_RestartedWhileRunningWithABreakpoint_TheBreakpointIsHit()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board);
        await adapter.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "leaf", hitCondition = "50" } } });
        await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        await board.KillAsync();
        board.Restart();
        JsonElement stop = await adapter.Client.EventAsync("stopped");
        Assert.That(stop.GetProperty("reason").GetString(), Is.EqualTo("function breakpoint").Or.EqualTo("breakpoint"));
        Assert.That((await adapter.StackAsync())[0], Is.EqualTo("leaf"));
    }

    [Test]
    public async Task Server_ThatClosesTheConnectionAtEachResume_LeavesTheTargetHalted()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x400;
        stub.On("vCont;c", _ =>
        {
            stub.DropLink();
            return null;
        });
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(listener.GdbTarget, null);
        configuration["breakAfterReset"] = true;
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        Assert.That((await adapter.RunAsync("continue")).GetProperty("reason").GetString(), Is.EqualTo("pause"));
        Assert.That(adapter.Output, Does.Contain("The link broke again as soon as the target ran, so the target stays halted."));
    }

    [Test]
    public async Task Server_RestartedInTheMiddleOfAStep_StepIsBrokenOffAndTheNextOneWorks()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x400;
        int steps = 0;
        stub.On("vCont;s", _ =>
        {
            if (++steps != 2) return FakeStub.NotHandled;
            stub.DropLink();
            return null;
        });
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(listener.GdbTarget, null);
        configuration["breakAfterReset"] = true;
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        Assert.That((await adapter.RunAsync("next", "instruction")).GetProperty("reason").GetString(), Is.EqualTo("step"));
        JsonElement broken = await adapter.RunAsync("next", "instruction");
        Assert.That(broken.GetProperty("text").GetString(), Does.Contain("Connected again"));
        Assert.That((await adapter.RunAsync("next", "instruction")).GetProperty("reason").GetString(), Is.EqualTo("step"));
    }

    [TestCase("next")]
    [TestCase("stepIn")]
    [TestCase("stepOut")]
    [TestCase("continue")]
    public async Task Order_WhileTheLinkIsMadeAgain_IsRefusedAndTheOneStopIsThatOfTheReconnection(string order)
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board);
        await board.KillAsync();
        await UntilOutputAsync(adapter, "Connecting again");
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => adapter.Client.RequestAsync(order, new { threadId = 1 })))!;
        Assert.That(refused.ShownMessage, Does.Contain("is being made again, so nothing was run"));
        board.Restart();
        Assert.That((await adapter.Client.EventAsync("stopped")).GetProperty("text").GetString(), Does.Contain("Connected again"));
        Assert.That((await adapter.StackAsync())[0], Is.EqualTo("leaf"), "the target stood where it was");
        Assert.That((await adapter.RunAsync("next")).GetProperty("reason").GetString(), Is.EqualTo("step"));
        Assert.That(adapter.Client.Events("stopped"), Has.Count.EqualTo(3), "the breakpoint, the reconnection, the step");
    }

    /// <summary>An order may be under way when the link breaks: what it was given for has gone.</summary>
    [Test]
    public async Task Order_GivenBeforeTheLinkWasLost_IsVoidAndTheStopIsShownAgain()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        int steps = 0;
        stub.On("vCont;s", _ =>
        {
            steps++;
            return FakeStub.NotHandled;
        });
        await using FakeStubListener listener = stub.Listen();
        JsonElement json = JsonSerializer.SerializeToElement(AdapterInProcess.Configuration(listener.GdbTarget, null));
        var events = new StopList();
        await using StartedSession started = await new SessionStarter(new ServerStarter(), events, null).StartAsync(LaunchReader.Read(json, LaunchRequest.Attach), CancellationToken.None);
        Standing before = started.Session.Standing;
        stub.DropLink();
        Assert.That((await events.NextAsync()).Text, Does.Contain("Connected again"));
        started.Session.Step(StepKind.Over, byInstruction: true, before);
        Assert.That((await events.NextAsync()).Text, Does.Contain("Connected again"));
        Assert.That(steps, Is.Zero);
        started.Session.Step(StepKind.Over, byInstruction: true, started.Session.Standing);
        Assert.That((await events.NextAsync()).Reason, Is.EqualTo(StopReason.Step));
        Assert.That(steps, Is.EqualTo(1));
    }

    [Test]
    public async Task Pause_WhileTheLinkOfARunningTargetIsMadeAgain_IsNotLost()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board);
        await adapter.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = Array.Empty<object>() });
        await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        await board.KillAsync();
        await UntilOutputAsync(adapter, "Connecting again");
        await adapter.Client.SendAsync("pause", new { threadId = 1 });
        board.Restart();
        Assert.That((await adapter.Client.EventAsync("stopped")).GetProperty("reason").GetString(), Is.EqualTo("pause"));
    }

    [Test]
    public async Task Server_RestartedWithAWatchpoint_ItIsSetAgain()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.Qemu, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board);
        await adapter.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = Array.Empty<object>() });
        JsonElement info = await adapter.Client.RequestAsync("dataBreakpointInfo", new { name = "g_loops" });
        await adapter.Client.RequestAsync("setDataBreakpoints", new { breakpoints = new[] { new { dataId = info.GetProperty("dataId").GetString(), accessType = "write" } } });
        await board.KillAsync();
        board.Restart();
        await adapter.Client.EventAsync("stopped");
        Assert.That(adapter.Output, Does.Contain("0 breakpoints and 1 watchpoints are set again"));
        Assert.That((await adapter.RunAsync("continue")).GetProperty("reason").GetString(), Is.EqualTo("data breakpoint"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Server_StaysAway_SessionEndsWithOneMessageAndTheTranscript(bool isRunning)
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board, reconnectMs: 200);
        if (isRunning)
        {
            await adapter.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = Array.Empty<object>() });
            await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        }

        await board.KillAsync();
        await adapter.Client.EventAsync("terminated");
        string[] ends = [.. Texts(adapter).Where(text => text.Contains("could not be made again", StringComparison.Ordinal))];
        Assert.That(ends, Has.Length.EqualTo(1));
        Assert.That(ends[0], Does.Contain(board.GdbTarget).And.Contain("Start the server"));
        string transcript = Texts(adapter).Single(text => text.Contains("last packets are in", StringComparison.Ordinal));
        string file = transcript[(transcript.IndexOf("are in ", StringComparison.Ordinal) + 7)..].Split(".txt")[0] + ".txt";
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("-> packet"));
        File.Delete(file);
    }

    [Test]
    public async Task Server_StaysAwayWithReconnectOff_SessionEndsAtOnce()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board, reconnectMs: 0);
        await board.KillAsync();
        await adapter.Client.EventAsync("terminated");
        Assert.That(adapter.Output, Does.Contain("closed the connection").And.Not.Contain("again for up to"));
    }

    [Test]
    public async Task Disconnect_WhileConnectingAgain_EndsAtOnce()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await AtLeafAsync(board, reconnectMs: 3_600_000);
        await board.KillAsync();
        while (!adapter.Output.Contains("Connecting again", StringComparison.Ordinal)) await adapter.Client.EventAsync("output");
        await adapter.Client.RequestAsync("disconnect");
    }

    [Test]
    public async Task Server_AnotherTargetAnswersAfterwards_IsRefused()
    {
        FakeStub first = FakePersonalities.OpenOcd(), second = FakePersonalities.Qemu();
        await using var adapter = new AdapterInProcess();
        FakeStubListener listener = first.Listen();
        JsonObject configuration = AdapterInProcess.Configuration(listener.GdbTarget, null);
        configuration["breakAfterReset"] = true;
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        foreach (FakeRegister register in first.Target.Registers.ToArray()) first.Target.Registers.Remove(register);
        foreach (FakeRegister register in second.Target.Registers) first.Target.Registers.Add(register);
        first.DropLink();
        await adapter.Client.EventAsync("terminated");
        Assert.That(adapter.Output, Does.Contain("another target"));
        await listener.DisposeAsync();
    }

    private static async Task UntilOutputAsync(AdapterInProcess adapter, string text)
    {
        while (!adapter.Output.Contains(text, StringComparison.Ordinal)) await adapter.Client.EventAsync("output");
    }

    private sealed class StopList : ISessionEvents
    {
        private readonly Channel<StopReport> _stops = Channel.CreateUnbounded<StopReport>();

        public async Task<StopReport> NextAsync() => await _stops.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        public void OnStopped(StopReport stop) => _stops.Writer.TryWrite(stop);

        public void OnOutput(OutputKind kind, string text)
        {
            // Only the stops are looked at.
        }

        public void OnEnded(string? reason) => _stops.Writer.TryComplete();
    }

    private static IEnumerable<string> Texts(AdapterInProcess adapter) => adapter.Client.Events("output").Select(body => body.GetProperty("output").GetString()!);

    private static async Task<AdapterInProcess> AtLeafAsync(BoardStub board, int? reconnectMs = null)
    {
        var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(board.GdbTarget, Image);
        if (reconnectMs is { } limit) configuration["timeouts"] = new JsonObject { ["reconnectMs"] = limit };
        await adapter.BeginAsync(configuration);
        await adapter.BreakAtAsync("leaf");
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        return adapter;
    }
}
