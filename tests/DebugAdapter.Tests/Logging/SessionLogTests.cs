using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Logging;
using RspDebug.DebugAdapter.Tests.Cli;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;
using RspDebug.Testing.Dap;
using Serilog.Events;

namespace RspDebug.DebugAdapter.Tests.Logging;

/// <summary>What a session writes to the layers <c>dwarf</c> and <c>swo</c>.</summary>
[CancelAfter(120_000)]
public sealed class SessionLogTests
{
    private static readonly string Board = Firmware.ImagePath("gcc-Og-dwarf5");
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-log").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Dwarf_ImageOfASession_IsOpenedAndIndexed(CancellationToken cancellationToken)
    {
        string[] lines = await AttachAsync(Board, cancellationToken);
        Assert.That(lines[0], Does.Match($@" dwarf +""ImageDetail"": Opened '{Board}' in \d+\.\d ms: \d+ sections, \d+ units and 0 type units of DWARF .*5"));
        Assert.That(lines, Has.Some.Match(@"""ImageDetail"": Indexed [1-9]\d* units in \d+\.\d ms\.$"));
        Assert.That(lines, Has.None.Contains("Left out").And.None.Contains("engine"));
    }

    [Test]
    public async Task Dwarf_SplitImage_NamesTheFileThatHasTheRest(CancellationToken cancellationToken)
    {
        string image = Copy("gcc-Og-dwarf4.elf"), rest = Copy("gcc-Og-dwarf4.dwo");
        Assert.That(await AttachAsync(image, cancellationToken), Has.Some.Contains($"Opened '{rest}', which has debug information of '{image}'."));
    }

    [Test]
    public async Task Dwarf_UnitOfAVersionThatIsNotKnown_IsToldAsLeftOut(CancellationToken cancellationToken)
    {
        // DWARF 5, 7.5.1.1: the version follows the unit's length; the section's place is where its first unit's header can be found in the file.
        byte[] file = await File.ReadAllBytesAsync(Board, cancellationToken);
        uint version = 0x0077;
        using (var original = Dwarf.Elf.ElfFile.Open(Board))
        {
            ReadOnlySpan<byte> section = original.Image.FindDebugSection(".debug_info")!.Data.Span;
            int at = file.AsSpan().IndexOf(section[..64]);
            (file[at + 4], file[at + 5]) = ((byte)version, (byte)(version >> 8));
        }

        string damaged = Path.Combine(_folder, "damaged.elf");
        await File.WriteAllBytesAsync(damaged, file, cancellationToken);
        Assert.That(await AttachAsync(damaged, cancellationToken), Has.Some.Contains($"Left out of '{damaged}': ").And.Some.Contains(".debug_info"));
    }

    [Test]
    public async Task Swo_TraceOfASession_TellsSourceAndCounts(CancellationToken cancellationToken)
    {
        string log = Path.Combine(_folder, "log.txt");
        await using (AdapterProcess adapter = AdapterProcess.Start("dap", "--log", "swo=debug", "--log-file", log))
        {
            await using DapClient client = adapter.Connect();
            await client.RequestAsync("initialize", new { adapterID = "rsp-debug" });
            await client.RequestAsync("launch", new { servertype = "virtual", executable = Board, swoConfig = new { enabled = true, source = "probe", swoFrequency = 8_000_000 } });
            await client.EventAsync("initialized");
            await client.RequestAsync("configurationDone");
            while (!client.Output.Contains("r\n", StringComparison.Ordinal)) await client.EventAsync("output");
            await client.RequestAsync("disconnect", new { terminateDebuggee = true });
            while (!ReadShared(log).Contains("bytes in all", StringComparison.Ordinal)) await Task.Delay(10, cancellationToken);
        }

        string[] lines = await File.ReadAllLinesAsync(log, cancellationToken);
        Assert.That(lines[0], Does.Match(@" swo +""TraceDetail"": SWO: receiving from ").And.Contain("pin 8000000 baud"));
        Assert.That(lines[^1], Does.Match(@" swo +""TraceDetail"": SWO: [1-9]\d* bytes in all, [1-9]\d* packets, \d+ overflows, \d+ damaged packets"));
    }

    private string Copy(string fixture)
    {
        string copy = Path.Combine(_folder, fixture);
        File.Copy(FixtureFiles.PathOf($"dwarf/split/{fixture}"), copy);
        return copy;
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private async Task<string[]> AttachAsync(string image, CancellationToken cancellationToken)
    {
        string file = Path.Combine(_folder, $"{Guid.NewGuid():N}.txt");
        await using (BoardStub board = BoardStub.Start(StubPersonality.Plain, Board))
        using (var logs = LayerLogs.Open(new LogSettings(new Dictionary<LogLayer, LogEventLevel> { [LogLayer.Dwarf] = LogEventLevel.Debug }, file)))
        {
            await using var adapter = new AdapterInProcess(logs: logs);
            JsonObject configuration = AdapterInProcess.Configuration(board.GdbTarget, image);
            configuration["breakAfterReset"] = true;
            await adapter.BeginAsync(configuration);
            await adapter.BreakAtAsync("main", "leaf", "device_poll");
            await adapter.FinishAsync();
            await adapter.Client.EventAsync("stopped");
            await adapter.StackAsync();
            // The index is made on a thread of its own, which the end of the session would break off.
            while (!ReadShared(file).Contains("Indexed", StringComparison.Ordinal)) await Task.Delay(10, cancellationToken);
            JsonElement _ = await adapter.Client.RequestAsync("disconnect");
        }

        return await File.ReadAllLinesAsync(file, cancellationToken);
    }
}
