using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;
using RspDebug.Testing.Dap;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.DebugAdapter.Tests.Commands;

/// <summary>The command lists of a launch configuration, each at its point of the session, on the virtual board.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class LaunchCommandTests
{
    private const string Image = "gcc-Og-dwarf5";

    // What the commands leave behind: a word of RAM that the firmware does not use.
    private const uint Word = 0x2003_0000;

    private BoardStub _board = null!;
    private AdapterInProcess _adapter = null!;
    private JsonObject _configuration = null!;

    [SetUp]
    public void Start()
    {
        _board = BoardStub.Start(StubPersonality.Plain, Firmware.ImagePath(Image));
        _adapter = new AdapterInProcess();
        _configuration = AdapterInProcess.Configuration(_board.GdbTarget, Firmware.ImagePath(Image));
        _configuration["overrideResetCommands"] = new JsonArray("monitor reset halt");
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _adapter.DisposeAsync();
        await _board.DisposeAsync();
    }

    [Test]
    public async Task Launch_PreOverridePost_RunInThisOrderInPlaceOfTheDownload()
    {
        Set("preLaunchCommands", "echo one\\n", "monitor reset halt");
        Set("overrideLaunchCommands", $"set {{unsigned int}}0x{Word:x} = 7", $"print/x *(unsigned int*)0x{Word:x}");
        Set("postLaunchCommands", "echo three\\n", "print/x $pc");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("launch");
        await _adapter.Client.EventAsync("stopped");
        Assert.That(Read(Word), Is.EqualTo(7u));
        AssertInOrder("one\n", $"*(unsigned int*)0x{Word:x},x = 0x00000007", "three\n", "$pc,x = 0x");
        Assert.That(_adapter.Output, Does.Not.Contain("nothing was written"), "the download was replaced");
    }

    [Test]
    public async Task Launch_LoadCommand_WritesTheFileAndMovesThePc()
    {
        _board.Host.Use(board => board.Load(0x4_0000, [1, 2, 3, 4]));
        Set("overrideLaunchCommands", "monitor reset halt", "set $pc = 0x100", "load", "print/x $pc == (unsigned)&Reset_Handler");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("launch");
        await _adapter.Client.EventAsync("stopped");
        Assert.That(_adapter.Output, Does.Contain("The image is on the target already"));
        Assert.That((await _adapter.StackAsync())[0], Is.EqualTo("Reset_Handler"));
    }

    [Test]
    public async Task Launch_ContinueAmongTheCommands_RunsOnceTheSessionHasBegun()
    {
        Set("postLaunchCommands", "break leaf", "continue");
        _configuration["breakAfterReset"] = true;
        Set("overrideLaunchCommands", "monitor reset halt");
        await BeginAndFinishAsync("launch");
        JsonElement stopped = await _adapter.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("function breakpoint"));
        Assert.That((await _adapter.StackAsync())[0], Is.EqualTo("leaf"));
    }

    [Test]
    public async Task Attach_NoCommandForTheEnd_RunsOn()
    {
        Set("postAttachCommands", "monitor reset halt", "break leaf");
        await BeginAndFinishAsync("attach");
        JsonElement stopped = await _adapter.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("function breakpoint"));
    }

    [Test]
    public async Task Attach_Commands_RunInThisOrder_AndTheTargetStaysHalted()
    {
        Set("preAttachCommands", "echo one\\n");
        Set("overrideAttachCommands", $"set {{unsigned int}}0x{Word:x} = 9");
        Set("postAttachCommands", $"print *(unsigned int*)0x{Word:x}");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("attach");
        JsonElement stopped = await _adapter.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("entry"));
        AssertInOrder("one\n", $"*(unsigned int*)0x{Word:x} = 9");
        Assert.That((Read(Word), _board.Host.Use(board => board.Processor.IsHalted)), Is.EqualTo((9u, true)));
    }

    [Test]
    public async Task PostStartSession_Continue_RunsToTheBreakpointThatTheCommandsSet()
    {
        Set("postStartSessionCommands", "monitor reset halt", "break leaf", "continue");
        await BeginAndFinishAsync("attach");
        JsonElement stopped = await _adapter.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("function breakpoint"));
    }

    [Test]
    public async Task PostStartSession_WithRunToEntryPoint_AreNotRun()
    {
        Set("overrideLaunchCommands", "monitor reset halt");
        Set("postStartSessionCommands", "echo never\\n");
        _configuration["runToEntryPoint"] = "main";
        _configuration["breakAfterReset"] = true;       // is ignored then
        await BeginAndFinishAsync("launch");
        await _adapter.Client.EventAsync("stopped");
        Assert.That((await _adapter.StackAsync())[0], Is.EqualTo("main"));
        Assert.That(_adapter.Output, Does.Not.Contain("never"));
    }

    [TestCase("preResetCommands", "overrideResetCommands", "postResetCommands", "postResetSessionCommands")]
    [TestCase("preRestartCommands", "overrideRestartCommands", "postRestartCommands", "postRestartSessionCommands")]
    public async Task Restart_Commands_RunInThisOrder_ByBothNames(string before, string reset, string after, string session)
    {
        _configuration.Remove("overrideResetCommands");
        Set(before, "echo one\\n");
        Set(reset, "monitor reset halt", "echo two\\n");
        Set(after, $"set {{unsigned int}}0x{Word:x} = 3", "print $xpsr");
        Set(session, "echo four\\n", "break leaf", "c");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("attach");
        await _adapter.Client.EventAsync("stopped");
        await _adapter.Client.RequestAsync("restart");
        JsonElement stopped = await _adapter.Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo("function breakpoint"), _adapter.Output);
        AssertInOrder("one\n", "two\n", "four\n");
        Assert.That(Read(Word), Is.EqualTo(3u));
    }

    [Test]
    public async Task Restart_BothNames_TheNewerCounts()
    {
        Set("preRestartCommands", "echo older\\n");
        Set("preResetCommands", "echo newer\\n");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("attach");
        await _adapter.Client.EventAsync("stopped");
        _ = await _adapter.Client.RequestAsync("restart");
        Assert.That(_adapter.Output, Does.Contain("newer").And.Not.Contain("older"));
    }

    [Test]
    public async Task Disconnect_PreEndCommands_RunAfterBreakpointsAreGone()
    {
        Set("overridePreEndSessionCommands", $"set {{unsigned int}}0x{Word:x} = 0x11", "monitor nonsense", $"set {{unsigned int}}0x{Word + 4:x} = 0x22");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("attach");
        await _adapter.Client.EventAsync("stopped");
        await _adapter.BreakAtAsync("leaf");
        await _adapter.Client.RequestAsync("disconnect");
        Assert.That((Read(Word), Read(Word + 4)), Is.EqualTo((0x11u, 0x22u)), "one that fails does not keep the others from running");
        Assert.That(_adapter.Output, Does.Contain("\"overridePreEndSessionCommands\": 'monitor nonsense'"));
    }

    [Test]
    public async Task Launch_WhatNeedsGdb_IsToldAndPassedOver()
    {
        Set("preLaunchCommands", "set print pretty on", "source init.gdb", "reset halt");
        Set("overrideLaunchCommands", "monitor reset halt", "stepi");
        _configuration["breakAfterReset"] = true;
        await BeginAndFinishAsync("launch");
        await _adapter.Client.EventAsync("stopped");
        Assert.That(_adapter.Output, Does.Contain("'set print pretty on' has no effect: it is a setting of gdb")
            .And.Contain("'source init.gdb' was not run. Write the commands of the file here")
            .And.Contain("'reset halt' was not run. If it is for the debug server, write `monitor` before it.")
            .And.Contain("'stepi' was not run: the target is not set going at this point"));
    }

    [TestCase("monitor nonsense", "The server does not know the command")]
    [TestCase("set $nothere = 1", "nothere")]
    [TestCase("load /none.hex", "'/none.hex': cannot be read")]
    public async Task Launch_CommandFails_IsRefusedWithKeyAndLine(string line, string message)
    {
        Set("overrideLaunchCommands", line);
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => _adapter.BeginAsync(_configuration, "launch")))!;
        Assert.That(refused.ShownMessage, Does.Contain("\"overrideLaunchCommands\": '" + line + "': ").And.Contain(message));
    }

    private void Set(string key, params string[] lines) => _configuration[key] = new JsonArray([.. lines.Select(static line => (JsonNode)line)]);

    private async Task BeginAndFinishAsync(string request)
    {
        await _adapter.BeginAsync(_configuration, request);
        await _adapter.Client.RequestAsync("configurationDone");
    }

    private void AssertInOrder(params string[] texts)
    {
        int at = 0;
        foreach (string text in texts)
        {
            int found = _adapter.Output.IndexOf(text, at, StringComparison.Ordinal);
            Assert.That(found, Is.Not.Negative, $"{text} in {_adapter.Output}");
            at = found + text.Length;
        }
    }

    private uint Read(uint address) => _board.Host.Use(board =>
    {
        Assert.That(board.Bus.TryRead(address, sizeof(uint), BusMaster.Debugger, out uint value), Is.True, $"0x{address:x8}");
        return value;
    });
}
