using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>Files and console of the firmware through the real OpenOCD (<c>arm semihosting_fileio</c>), confined to <c>semihosting.folder</c>.</summary>
[TestFixture]
public sealed class SemihostingFilesTests
{
    private SemihostingFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = SemihostingFolder.Create();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    [CancelAfter(120_000)]
    public async Task Files_OfTheFirmware_AreInTheFolderAndNowhereElse()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(SemihostingFolder.Image);
        using PacketRecord record = new();
        await using DebugSession session = await LaunchAsync(chip, record);
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("function breakpoint");
        // OpenOCD 0.12 answers SYS_FLEN itself, by a file of its own with that descriptor: since it has none, the firmware gets an error and no wrong length.
        IReadOnlyList<(string Member, string Value)> expected = SemihostingFolder.Results(length: "-1");
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach ((string member, _) in expected) found[member] = await session.EvaluateAsync($"g_results.{member}", top);
        string text = await session.EvaluateAsync("g_text[0]", top);
        await session.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach ((string member, string value) in expected) Assert.That(found[member], Is.EqualTo(value), member);
            Assert.That(text, Does.Contain("'t'"));
            Assert.That(session.Client.Output, Does.Contain("files: start\n").And.Contain("files: end\n"));
            Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo((string[])["kept.txt", "link.txt"]));
            Assert.That(Directory.GetFileSystemEntries(_folder.Root).Select(Path.GetFileName), Is.EquivalentTo((string[])["files", "secret.txt"]), "nothing was made outside");
            Assert.That(File.ReadAllText(Path.Combine(_folder.Path, "kept.txt")), Is.EqualTo("one\ntwo\n"));
            Assert.That(File.ReadAllText(Path.Combine(_folder.Root, "secret.txt")), Is.EqualTo("secret"));
            Assert.That(record.Requests(), Has.Some.StartsWith("F"), "the calls came to us");
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Console_FirmwareReadsALine_GetsWhatTheUserTypes()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(SemihostingFolder.Image);
        await using DebugSession session = await LaunchAsync(chip, runToEntryPoint: "main");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("entry");
        await session.Client.RequestAsync("setExpression", new { expression = "g_reads_console", value = "1", frameId = top.Id });
        await session.Client.RequestAsync("continue", new { threadId = 1 });
        while (!session.Client.Output.Contains("files: input", StringComparison.Ordinal)) await session.Client.EventAsync("output");
        // Typed text is the firmware's only while it waits for some; before that it is an expression, refused while the target runs.
        for (bool isTyped = false; !isTyped;)
        {
            try
            {
                await session.Client.RequestAsync("evaluate", new { expression = "typed line", context = "repl" });
                isTyped = true;
            }
            catch (DapRequestFailedException)
            {
                await Task.Yield();
            }
        }

        top = await session.StoppedAsync("function breakpoint");
        Assert.That(await session.EvaluateAsync("g_line[6]", top), Does.Contain("'l'"));
        await session.EndAsync();
    }

    private async Task<DebugSession> LaunchAsync(OpenOcdChip chip, PacketRecord? record = null, string? runToEntryPoint = null)
    {
        DebugSession session = await DebugSession.StartAsync(record: record);
        JsonObject configuration = chip.LaunchConfiguration(SemihostingFolder.Image);
        configuration["loadFiles"] = new JsonArray();
        configuration["semihosting"] = new JsonObject { ["folder"] = _folder.Path };
        if (runToEntryPoint is not null) configuration["runToEntryPoint"] = runToEntryPoint;
        await session.BeginAsync("launch", configuration);
        await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "done" } } });
        return session;
    }
}
