using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>A core dump opened in the editor: everything can be looked at, nothing can run, and the user is told so.</summary>
[TestFixture]
public sealed class CoreDumpTests
{
    private const string Image = "gcc-O0-dwarf5";
    private string _core = "";

    [SetUp]
    public async Task WriteDumpAsync()
    {
        uint main = await AddressOfAsync("main");
        _core = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(_core, $$"""
            {"registers":{"pc":{{main}},"sp":"0x20000f00","lr":"0xffffffff","xpsr":"0x01000000","r0":42},
             "memory":[{"address":"0x20000000","data":"{{new string('0', 0x2000)}}"}]}
            """);
    }

    [TearDown]
    public void RemoveDump() => File.Delete(_core);

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_WithCoreFile_ShowsTheStackAndRefusesToRun()
    {
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", new JsonObject { ["type"] = "rsp-debug", ["executable"] = Firmware.ImagePath(Image), ["coreFile"] = _core });
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("entry");
        Assert.That(top.Function, Is.EqualTo("main"));
        JsonElement r0 = await session.Client.RequestAsync("evaluate", new { expression = "$r0", frameId = top.Id, context = "watch" });
        Assert.That(r0.GetProperty("result").GetString(), Does.Contain("42").Or.Contain("0x2a").Or.Contain("0x0000002a"));

        foreach (string command in (string[])["next", "stepIn", "stepOut", "continue"])
        {
            var refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.Client.RequestAsync(command, new { threadId = 1 }));
            Assert.That(refused!.Message, Does.Contain("core dump").And.Contain("live target"), command);
        }

        var write = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.Client.RequestAsync("writeMemory", new { memoryReference = "0x20000000", data = "AAAA" }));
        Assert.That(write!.Message, Is.Not.Empty);
        IReadOnlyList<JsonElement> breakpoints = await session.SetBreakpointsAsync("BP_LEAF");
        Assert.That(breakpoints.Single().GetProperty("verified").GetBoolean(), Is.False);
        await session.Client.RequestAsync("disconnect");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Launch_WithADamagedCoreFile_SaysWhereAndWhatToDo()
    {
        await File.WriteAllTextAsync(_core, """{"registers":{"pc":"here"}}""");
        await using DebugSession session = await DebugSession.StartAsync();
        var refused = await Assert.ThrowsAsync<DapRequestFailedException>(() =>
            session.Client.RequestAsync("launch", new JsonObject { ["type"] = "rsp-debug", ["executable"] = Firmware.ImagePath(Image), ["coreFile"] = _core }));
        Assert.That(refused!.Message, Does.Contain(_core).And.Contain("registers.pc").And.Contain("Take the dump again"));
    }

    private static async Task<uint> AddressOfAsync(string function)
    {
        string symbols = await ExternalProgram.RunAsync("readelf", ["-sW", Firmware.ImagePath(Image)]);
        string row = symbols.Split('\n').First(line => line.EndsWith($" {function}", StringComparison.Ordinal) && line.Contains(" FUNC ", StringComparison.Ordinal));
        return Convert.ToUInt32(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], 16) & ~1u;
    }
}
