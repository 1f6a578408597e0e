using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.FileIo;

/// <summary>Firmware that makes every file call of semihosting, on the virtual board and on QEMU, with its files in a folder of the test.</summary>
[TestFixture]
public sealed class SemihostingFirmwareTests
{
    private SemihostingFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = SemihostingFolder.Create();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    [CancelAfter(120_000)]
    public async Task Files_VirtualBoard_GiveTheResultsOfTheCalls()
    {
        await using BoardStub board = BoardStub.Start(StubPersonality.Plain, SemihostingFolder.Image);
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = Configure(AdapterInProcess.Configuration(board.GdbTarget, SemihostingFolder.Image));
        // What is external is not known to be a virtual board.
        configuration["preLaunchCommands"] = new JsonArray("monitor reset halt", "monitor semihosting fileio");
        configuration["overrideLaunchCommands"] = new JsonArray();
        await adapter.BeginAsync(configuration, "launch");
        await CheckAsync(adapter);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Files_Qemu_GiveTheResultsOfTheCalls()
    {
        if (ExternalProgram.Find("qemu-system-arm") is null) Assert.Ignore("qemu-system-arm is not installed: apt-get install qemu-system-arm");
        await using var adapter = new AdapterInProcess();
        JsonObject configuration = Configure(AdapterInProcess.Configuration("", SemihostingFolder.Image));
        configuration["servertype"] = "qemu";
        configuration.Remove("gdbTarget");
        await adapter.BeginAsync(configuration, "launch");
        // QEMU 7.2 compares the result of fstat, which is 0, with the length it finds, and so fails for every file that is not empty.
        await CheckAsync(adapter, flawedLength: "-1");
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Console_FirmwareReadsALine_GetsWhatTheUserTypes()
    {
        await using BoardStub board = BoardStub.Start(StubPersonality.Plain, SemihostingFolder.Image);
        await using AdapterInProcess adapter = await AtConsoleReadAsync(board);
        await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        while (!adapter.Output.Contains("files: input", StringComparison.Ordinal)) await adapter.Client.EventAsync("output");
        // Typed text is the firmware's only while it waits for some; before that it is an expression, refused while the target runs.
        while (true)
        {
            try
            {
                await adapter.Client.RequestAsync("evaluate", new { expression = "typed line", context = "repl" });
                break;
            }
            catch (Testing.Dap.DapRequestFailedException)
            {
                await Task.Yield();
            }
        }

        await adapter.Client.EventAsync("stopped");
        Assert.That(await adapter.EvaluateAsync("g_line[6]"), Does.Contain("'l'"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Console_PauseWhileTheFirmwareReadsALine_StopsIt()
    {
        await using BoardStub board = BoardStub.Start(StubPersonality.Plain, SemihostingFolder.Image);
        await using AdapterInProcess adapter = await AtConsoleReadAsync(board);
        await adapter.Client.RequestAsync("continue", new { threadId = 1 });
        Assert.That((await PauseAsync(adapter)).GetProperty("reason").GetString(), Is.EqualTo("pause"));
    }

    // Stopped in main, with the firmware told to read a line of its console next.
    private async Task<AdapterInProcess> AtConsoleReadAsync(BoardStub board)
    {
        var adapter = new AdapterInProcess();
        JsonObject configuration = Configure(AdapterInProcess.Configuration(board.GdbTarget, SemihostingFolder.Image));
        configuration["preLaunchCommands"] = new JsonArray("monitor reset halt", "monitor semihosting fileio");
        configuration["overrideLaunchCommands"] = new JsonArray();
        configuration["runToEntryPoint"] = "main";
        await adapter.BeginAsync(configuration, "launch");
        await adapter.BreakAtAsync("done");
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        await adapter.EvaluateAsync("g_reads_console = 1");
        return adapter;
    }

    private static async Task<System.Text.Json.JsonElement> PauseAsync(AdapterInProcess adapter)
    {
        await adapter.Client.RequestAsync("pause", new { threadId = 1 });
        return await adapter.Client.EventAsync("stopped");
    }

    private JsonObject Configure(JsonObject configuration)
    {
        configuration["semihosting"] = new JsonObject { ["folder"] = _folder.Path };
        return configuration;
    }

    private async Task CheckAsync(AdapterInProcess adapter, string? flawedLength = null)
    {
        await adapter.BreakAtAsync("done");
        await adapter.FinishAsync();
        await adapter.Client.EventAsync("stopped");
        Assert.That((await adapter.StackAsync())[0], Is.EqualTo("done"), adapter.Output);
        foreach ((string member, string value) in SemihostingFolder.Results(length: "8"))
            Assert.That(await adapter.EvaluateAsync($"g_results.{member}"), member == "length" ? Is.EqualTo(value).Or.EqualTo(flawedLength) : Is.EqualTo(value), member);
        Assert.That(await adapter.EvaluateAsync("g_text[0]"), Does.Contain("'t'"));
        Assert.That(adapter.Output, Does.Contain("files: start\n").And.Contain("files: end\n"));
        Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo((string[])["kept.txt", "link.txt"]));
        await adapter.Client.RequestAsync("disconnect");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "kept.txt")), Is.EqualTo("one\ntwo\n"));
    }
}
