using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>What an editor and other debuggers see of each other on one target.</summary>
[TestFixture]
[CancelAfter(180_000)]
internal sealed class SharedTargetTests
{
    private const uint Scratch = 0x2003_0000;

    [Test]
    public async Task Continue_ByAGuestToItsBreakpoint_IsShownToTheEditorAsItsDoing()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint leaf = Function("leaf");
        Assert.That(await guest.RequestAsync($"Z1,{leaf:x},2"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("vCont;c"), Does.StartWith("T05").And.EndsWith("hwbreak:;"));
        await board.Editor.EventAsync("continued");
        JsonElement stopped = await board.Editor.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("breakpoint"));
        Assert.That(stopped.GetProperty("text").GetString(), Does.Contain("another debugger"));
        Assert.That(stopped.TryGetProperty("hitBreakpointIds", out _), Is.False, "it is none of the editor's");
        Assert.That((await board.EditorPcAsync(), board.Pc, await guest.RegisterAsync(15)), Is.EqualTo((leaf, leaf, leaf)));
    }

    [Test]
    public async Task Continue_ByTheEditor_StopsAtAGuestsBreakpointAndTheGuestLearnsOfIt()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint leaf = Function("leaf");
        _ = await guest.RequestAsync($"Z1,{leaf:x},2");
        await board.Editor.RequestAsync("continue", new { threadId = 1 });
        Assert.That((await board.Editor.EventAsync("stopped")).GetProperty("text").GetString(), Does.Contain("another debugger"));
        ulong before = board.Instructions;
        Assert.That(await guest.RequestAsync("vCont;c"), Does.StartWith("T05").And.Contain($"0f:{Little(leaf)};").And.EndsWith("hwbreak:;"));
        Assert.That(board.Instructions, Is.EqualTo(before), "it was told, and nothing ran");
    }

    [Test]
    public async Task Continue_ByAGuest_IsAnInterruptAtTheEditorsBreakpoint()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint middle = Function("middle");
        await board.SetBreakpointsAsync(middle);
        Assert.That(await guest.RequestAsync("c"), Does.StartWith("T02").And.Contain($"0f:{Little(middle)};"));
        JsonElement stopped = await board.Editor.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("instruction breakpoint"));
        Assert.That(stopped.GetProperty("hitBreakpointIds").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Continue_ByAGuest_KeepsTheEditorsConditionsAndLogPoints()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        FirmwareMark mark = Firmware.Mark("BP_ROUND_DONE");
        await board.Editor.RequestAsync("setBreakpoints", new { source = new { path = mark.Path }, breakpoints = new[] { new { line = mark.Line, logMessage = "round {round}" } } });
        await board.Editor.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "many_arguments", condition = "g_loops == 3" } } });
        Assert.That(await guest.RequestAsync("vCont;c"), Does.StartWith("T02"));
        JsonElement loops = await board.Editor.RequestAsync("evaluate", new { expression = "g_loops", context = "watch" });
        Assert.That(loops.GetProperty("result").GetString(), Does.StartWith("3"));
        Assert.That(board.Editor.Output, Does.Contain("round 0\nround 1\nround 2\n"));
    }

    [Test]
    public async Task Resume_WhileTheTargetRuns_JoinsTheRun()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient first = await GuestClient.ConnectAsync(board.Port);
        await using GuestClient second = await GuestClient.ConnectAsync(board.Port);
        await first.SendAsync("vCont;c");
        await board.Editor.EventAsync("continued");
        Assert.That(await second.RequestAsync("g"), Is.EqualTo("E.the target is running"));
        Assert.That(await second.RequestAsync($"m{Scratch:x},4"), Does.StartWith("E"));
        await second.SendAsync("vCont;s:1");
        Assert.That(await second.RequestAsync($"Z1,{0:x},2").WaitAsync(TimeSpan.FromSeconds(60)), Is.EqualTo("OK"), "breakpoints are taken while it runs");
        await board.Editor.RequestAsync("pause", new { threadId = 1 });
        Assert.That(await first.ReplyAsync(), Does.StartWith("T02"));
        Assert.That(await second.ReplyAsync(), Does.StartWith("T02"));
        Assert.That((await board.Editor.EventAsync("stopped")).GetProperty("reason").GetString(), Is.EqualTo("pause"));
    }

    [Test]
    public async Task Attach_WhileTheEditorRuns_StopsItAndSaysWhy()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await board.Editor.RequestAsync("continue", new { threadId = 1 });
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        JsonElement stopped = await board.Editor.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("pause"));
        Assert.That(stopped.GetProperty("text").GetString(), Does.Contain("another debugger"));
        Assert.That(await guest.RegisterAsync(15), Is.EqualTo(board.Pc));
    }

    [Test]
    public async Task Write_ByEither_IsSeenByTheOther()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        await ReadAsEditorAsync(board);
        Assert.That(await guest.RequestAsync($"M{Scratch:x},4:78563412"), Is.EqualTo("OK"));
        JsonElement changed = await board.Editor.EventAsync("memory");
        Assert.That((changed.GetProperty("memoryReference").GetString(), changed.GetProperty("count").GetInt32()), Is.EqualTo(($"0x{Scratch:x8}", 4)));
        Assert.That((await ReadAsEditorAsync(board), board.Word(Scratch)), Is.EqualTo((0x12345678u, 0x12345678u)));

        await board.Editor.RequestAsync("writeMemory", new { memoryReference = $"0x{Scratch:x}", data = Convert.ToBase64String([1, 2, 3, 4]) });
        Assert.That(await guest.RequestAsync($"m{Scratch:x},4"), Is.EqualTo("01020304"));

        Assert.That(await guest.RequestAsync("P0=efbeadde"), Is.EqualTo("OK"));
        await board.Editor.EventAsync("invalidated");
        await board.Editor.EventAsync("invalidated");
        JsonElement r0 = await board.Editor.RequestAsync("evaluate", new { expression = "$r0", context = "watch" });
        Assert.That(r0.GetProperty("result").GetString(), Does.Contain("deadbeef").IgnoreCase.Or.Contain("3735928559"));
        await board.Editor.RequestAsync("evaluate", new { expression = "$r1 = 7", context = "repl" });
        Assert.That(await guest.RegisterAsync(1), Is.EqualTo(7));
        Assert.That(await guest.RequestAsync("P0=ef"), Is.EqualTo("E.r0 takes 4 bytes, got 1"));
    }

    [Test]
    public async Task Step_ByAGuest_IsOneInstructionAndShownAsAStep()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        ulong before = board.Instructions;
        Assert.That(await guest.RequestAsync("vCont;s:1"), Does.StartWith("T05"));
        Assert.That(board.Instructions, Is.EqualTo(before + 1));
        JsonElement stopped = await board.Editor.EventAsync("stopped");
        Assert.That((stopped.GetProperty("reason").GetString(), stopped.GetProperty("text").GetString()), Is.EqualTo(("step", "Stepped by another debugger on this target.")));
    }

    [Test]
    public async Task RangeStep_ByAGuest_EndsOutsideTheRange()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint leaf = Function("leaf");
        _ = await guest.RequestAsync($"Z1,{leaf:x},2");
        _ = await guest.RequestAsync("c");
        Assert.That(await guest.RequestAsync($"vCont;r{leaf:x},{leaf + 6:x}:1"), Does.StartWith("T05"));
        Assert.That(board.Pc, Is.GreaterThanOrEqualTo(leaf + 6));
        Assert.That(await guest.RegisterAsync(15), Is.EqualTo(board.Pc));
    }

    [Test]
    public async Task Watchpoint_OfAGuest_StopsAllAndSaysWhatChanged()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint loops = Object("g_loops"), leaf = Function("leaf");
        _ = await guest.RequestAsync($"Z1,{leaf:x},2");
        _ = await guest.RequestAsync("c");      // behind the start-up code, which clears it
        _ = await guest.RequestAsync($"z1,{leaf:x},2");
        await board.Editor.EventAsync("stopped");
        Assert.That(await guest.RequestAsync($"Z2,{loops:x},4"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("c"), Does.StartWith("T05").And.EndsWith($"watch:{loops:x8};"));
        JsonElement stopped = await board.Editor.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("data breakpoint"));
        Assert.That(stopped.GetProperty("text").GetString(), Does.Contain("another debugger").And.Contain("0 (0x0) -> 1 (0x1)"));
        Assert.That(await guest.RequestAsync($"z2,{loops:x},4"), Is.EqualTo("OK"));
        Assert.That(Enumerable.Range(0, 4).Select(n => board.Word(0xE000_1028 + 16 * (uint)n) & 0xF), Is.All.Zero, "DWT_FUNCTIONn");
    }

    [Test]
    public async Task Breakpoints_BeyondTheComparators_AreRefusedWithTheirUsers()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint leaf = Function("leaf");
        await board.SetBreakpointsAsync(leaf, Function("middle"), Function("outer"));
        Assert.That(await guest.RequestAsync($"Z1,{leaf:x},2"), Is.EqualTo("OK"), "shared with the editor's");
        string[] replies = [await guest.RequestAsync("Z1,200,2"), await guest.RequestAsync("Z0,202,2"), await guest.RequestAsync("Z1,204,2"), await guest.RequestAsync("Z1,206,2")];
        Assert.That(replies[..3], Is.All.EqualTo("OK"));
        Assert.That(replies[3], Does.StartWith("E.All 6 hardware breakpoints").And.Contain("another debugger"));
        await board.SetBreakpointsAsync();
        Assert.That(board.Comparators, Is.EquivalentTo(new[] { leaf, 0x200u, 0x202u, 0x204u }), "what the guest holds stays");
    }

    [TestCase("close")]
    [TestCase("half")]
    [TestCase("garbage")]
    [TestCase("detach")]
    [TestCase("k")]
    public async Task Leave_InAnyWay_TakesOnlyTheGuestsOwnBreakpoints(string way)
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient stays = await GuestClient.ConnectAsync(board.Port);
        uint leaf = Function("leaf"), middle = Function("middle");
        await board.SetBreakpointsAsync(leaf);
        await using (GuestClient leaves = await GuestClient.ConnectAsync(board.Port))
        {
            _ = await leaves.RequestAsync($"Z1,{leaf:x},2");
            _ = await leaves.RequestAsync($"Z1,{middle:x},2");
            _ = await leaves.RequestAsync("Z1,200,2");
            _ = await stays.RequestAsync($"Z1,{middle:x},2");
            if (way == "half") await leaves.WriteAsync("$Z1,30");
            if (way == "garbage") await leaves.WriteAsync("$$$}}#zz\u0003$vCont;x#00$#00%%%+++---$m,,,,#00$Xzz:#00");
            if (way == "k") await leaves.SendAsync("k");
            if (way == "detach") Assert.That(await leaves.RequestAsync("D"), Is.EqualTo("OK"));
        }

        // Removal follows the end of the link; the editor's next breakpoint request comes behind it sooner or later.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (board.Comparators.Contains(0x200u)) await Task.Delay(5, limit.Token);
        Assert.That(board.Comparators, Is.EquivalentTo(new[] { leaf, middle }));
        Assert.That(await stays.RequestAsync("?"), Does.StartWith("T"));
        Assert.That(board.IsHalted, Is.True, "the editor still looks at it");
    }

    [Test]
    public async Task Reset_ByAGuestsMonitorCommand_IsToldAndBreakpointsStay()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint leaf = Function("leaf");
        _ = await guest.RequestAsync($"Z1,{leaf:x},2");
        _ = await guest.RequestAsync("c");
        await board.Editor.EventAsync("stopped");
        Assert.That(await guest.RequestAsync("qRcmd," + Convert.ToHexStringLower("reset halt"u8)), Is.EqualTo("OK"));
        Assert.That((await board.Editor.EventAsync("stopped")).GetProperty("text").GetString(), Is.EqualTo("Another debugger has reset the target."));
        uint entry = Function("Reset_Handler");
        Assert.That((await guest.RegisterAsync(15), await board.EditorPcAsync()), Is.EqualTo((entry, entry)));
        Assert.That(board.Comparators, Is.EqualTo(new[] { leaf }));
        Assert.That(await guest.RequestAsync("c"), Does.StartWith("T05"), "it knows where the target stands");
        Assert.That(board.Pc, Is.EqualTo(leaf));
        Assert.That(await guest.RequestAsync("qRcmd," + Convert.ToHexStringLower("nonsense"u8)), Does.StartWith("E.The server does not know"));
    }

    [Test]
    public async Task ServerBehind_Dies_AllAreTold()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient waits = await GuestClient.ConnectAsync(board.Port);
        await using GuestClient idles = await GuestClient.ConnectAsync(board.Port);
        await waits.SendAsync("vCont;c");
        await board.Editor.EventAsync("continued");
        await board.EndServerAsync();
        Assert.That(await waits.ReplyAsync(), Is.EqualTo("X09"));
        await board.Editor.EventAsync("terminated");
        Assert.That(await idles.RequestAsync("c"), Is.EqualTo("X09"));
        Assert.That(await idles.ReplyAsync(), Is.EqualTo("(closed)"));
    }

    [Test]
    public async Task Start_PortTaken_WarnsAndTheSessionGoesOn()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using SharedBoard board = await SharedBoard.StartAsync(port);
        Assert.That(board.Editor.Output, Does.Contain($"\"gdbServerPort\": port {port} cannot be listened on").And.Contain("Choose another one"));
        Assert.That(await board.EditorPcAsync(), Is.EqualTo(board.Pc));
    }

    private static async Task<uint> ReadAsEditorAsync(SharedBoard board)
    {
        JsonElement body = await board.Editor.RequestAsync("readMemory", new { memoryReference = $"0x{Scratch:x}", count = 4 });
        return BitConverter.ToUInt32(Convert.FromBase64String(body.GetProperty("data").GetString()!));
    }

    private static string Little(uint value) => Convert.ToHexStringLower(BitConverter.GetBytes(value));

    internal static uint Function(string name) => Symbol(name) & ~1u;

    private static uint Object(string name) => Symbol(name);

    private static uint Symbol(string name)
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(SharedBoard.Image));
        return (uint)image.Elf.Symbols.Single(symbol => symbol.Name == name).Address.Value;
    }
}
