using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>The link to the server behind is lost while others share the target.</summary>
[TestFixture]
[CancelAfter(180_000)]
internal sealed partial class SharedReconnectTests
{
    private static readonly string Image = Firmware.ImagePath(SharedBoard.Image);

    [Test]
    public async Task LinkLost_WhileHalted_TheGuestsBreakpointIsSetAgainAndItsOrderIsAnsweredWhereTheTargetStands()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await HaltedAsync(board);
        await using GuestClient guest = await GuestClient.ConnectAsync(PortOf(adapter));
        uint leaf = SharedTargetTests.Function("leaf");
        Assert.That(await guest.RequestAsync($"Z1,{leaf:x},2"), Is.EqualTo("OK"));
        await board.KillAsync();
        board.Restart();
        await ConnectedAgainAsync(adapter);
        await adapter.Client.EventAsync("stopped");
        Assert.That(adapter.Output, Does.Contain("1 breakpoints and 0 watchpoints are set again"));
        // It gave its order where the target stood before: it is told where that stands by now, and runs from there.
        Assert.That(await guest.RequestAsync("vCont;c"), Does.StartWith("T"));
        Assert.That(await guest.RequestAsync("vCont;c"), Does.StartWith("T05").And.EndsWith("hwbreak:;"));
        Assert.That(await guest.RegisterAsync(15), Is.EqualTo(leaf));
    }

    [Test]
    public async Task LinkLost_WhileAGuestRunsTheTarget_ItsOrderIsKeptAndItsBreakpointIsHit()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await HaltedAsync(board);
        await using GuestClient guest = await GuestClient.ConnectAsync(PortOf(adapter));
        await guest.SendAsync("vCont;c");
        await adapter.Client.EventAsync("continued");
        await board.KillAsync();
        board.Restart();
        await ConnectedAgainAsync(adapter);
        Assert.That(adapter.Output, Does.Contain("The target runs on."));
        await guest.InterruptAsync();
        Assert.That(await guest.ReplyAsync(), Does.StartWith("T02"));
    }

    /// <summary>Whether the target got there before the link was lost, meanwhile or afterwards.</summary>
    [Test]
    public async Task LinkLost_WhileAGuestRunsToItsBreakpoint_ItIsToldOfIt()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await HaltedAsync(board);
        await using GuestClient guest = await GuestClient.ConnectAsync(PortOf(adapter));
        uint leaf = SharedTargetTests.Function("leaf");
        await guest.RequestAsync($"Z1,{leaf:x},2");
        await guest.SendAsync("vCont;c");
        await adapter.Client.EventAsync("continued");
        await board.KillAsync();
        board.Restart();
        Assert.That(await guest.ReplyAsync(), Does.StartWith("T05").And.EndsWith("hwbreak:;"));
        await ConnectedAgainAsync(adapter);
        Assert.That(await guest.RegisterAsync(15), Is.EqualTo(leaf));
    }

    [Test]
    public async Task LinkLostForGood_AGuestThatWaits_IsToldTheEnd()
    {
        await using BoardStub board = BoardStub.Start(KnownPersonalities.OpenOcd, Image);
        await using AdapterInProcess adapter = await HaltedAsync(board, reconnectMs: 200);
        await using GuestClient waiting = await GuestClient.ConnectAsync(PortOf(adapter)), idle = await GuestClient.ConnectAsync(PortOf(adapter));
        await waiting.SendAsync("vCont;c");
        await adapter.Client.EventAsync("continued");
        await board.KillAsync();
        Assert.That(await waiting.ReplyAsync(), Is.EqualTo("X09"));
        await adapter.Client.EventAsync("terminated");
        Assert.That(adapter.Output, Does.Contain("could not be made again"));
        // An editor answers the end of a session by this.
        await adapter.Client.RequestAsync("disconnect");
        Assert.That(await idle.ReplyAsync(), Is.EqualTo("(closed)"));
    }

    [Test]
    public async Task ProgramPrints_GuestThatWaits_IsShownItBeforeTheStop()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x400;
        stub.On("vCont;c", _ =>
        {
            stub.SendConsole("hello ");
            stub.SendConsole("guest\n");
            return "T05";
        });
        await using FakeStubListener listener = stub.Listen();
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(listener.GdbTarget, null);
        configuration["breakAfterReset"] = true;
        configuration["gdbServerPort"] = 0;
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        await using GuestClient guest = await GuestClient.ConnectAsync(PortOf(adapter));
        await guest.SendAsync("vCont;c");
        var text = new List<byte>();
        string packet = await guest.AnyPacketAsync();
        for (; packet.StartsWith('O'); packet = await guest.AnyPacketAsync()) text.AddRange(Convert.FromHexString(packet[1..]));
        Assert.That(System.Text.Encoding.UTF8.GetString([.. text]), Is.EqualTo("hello guest\n"));
        Assert.That(packet, Does.StartWith("T05"));
        Assert.That(adapter.Output, Does.Contain("hello guest\n"));
    }

    private static async Task<AdapterInProcess> HaltedAsync(BoardStub board, int reconnectMs = 60_000)
    {
        var adapter = new AdapterInProcess();
        JsonObject configuration = AdapterInProcess.Configuration(board.GdbTarget, Image);
        configuration["breakAfterReset"] = true;
        configuration["gdbServerPort"] = 0;
        configuration["timeouts"] = new JsonObject { ["reconnectMs"] = reconnectMs };
        await adapter.BeginAsync(configuration);
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        return adapter;
    }

    private static async Task ConnectedAgainAsync(AdapterInProcess adapter)
    {
        while (!adapter.Output.Contains("Connected again", StringComparison.Ordinal)) await adapter.Client.EventAsync("output");
    }

    private static int PortOf(AdapterInProcess adapter) => int.Parse(SharedAt().Match(adapter.Output).Groups["port"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"target extended-remote localhost:(?<port>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedAt();
}
