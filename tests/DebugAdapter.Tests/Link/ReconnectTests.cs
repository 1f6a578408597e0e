using System.Text.Json;
using System.Text.Json.Nodes;
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
