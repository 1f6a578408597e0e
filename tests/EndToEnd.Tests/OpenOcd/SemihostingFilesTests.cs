using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>Files and console of the firmware through the real OpenOCD (<c>arm semihosting_fileio</c>), confined to <c>semihosting.folder</c>.</summary>
[TestFixture]
public sealed class SemihostingFilesTests
{
    private static readonly string Image = Path.Combine(Firmware.Folder, "semihosting", "files.elf");

    private string _root = "", _folder = "";

    [SetUp]
    public void SetUp()
    {
        _root = Directory.CreateTempSubdirectory("semihosting").FullName;
        _folder = Path.Combine(_root, "files");
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_root, "secret.txt"), "secret");
        File.CreateSymbolicLink(Path.Combine(_folder, "link.txt"), Path.Combine(_root, "secret.txt"));
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    [Test]
    [CancelAfter(120_000)]
    public async Task Files_OfTheFirmware_AreInTheFolderAndNowhereElse()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        using PacketRecord record = new();
        await using DebugSession session = await LaunchAsync(chip, record);
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("function breakpoint");
        // member | what the call returned (Semihosting for AArch32: SYS_WRITE and SYS_READ give the bytes not moved). OpenOCD 0.12 answers SYS_FLEN
        // itself, by a file of its own with that descriptor: since it has none, the firmware gets an error and no wrong length.
        (string Member, string Value)[] expected =
        [
            ("opened", "1"), ("written", "0"), ("closed", "0"), ("appended", "0"), ("length", "-1"), ("is_tty", "0"), ("seeked", "0"), ("read_count", "28"),
            ("renamed", "0"), ("removed", "0"), ("removed_again", "-1"), ("errno_missing", "2"), ("escaped", "-1"), ("absolute", "-1"), ("linked", "-1"),
            ("errno_linked", "13"), ("shell", "-1"), ("is_console_tty", "1"),
        ];
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach ((string member, _) in expected) found[member] = await session.EvaluateAsync($"g_results.{member}", top);
        string text = await session.EvaluateAsync("g_text[0]", top);
        await session.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach ((string member, string value) in expected) Assert.That(found[member], Is.EqualTo(value), member);
            Assert.That(text, Does.Contain("'t'"));
            Assert.That(session.Client.Output, Does.Contain("files: start\n").And.Contain("files: end\n"));
            Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EquivalentTo((string[])["kept.txt", "link.txt"]));
            Assert.That(Directory.GetFileSystemEntries(_root).Select(Path.GetFileName), Is.EquivalentTo((string[])["files", "secret.txt"]), "nothing was made outside");
            Assert.That(File.ReadAllText(Path.Combine(_folder, "kept.txt")), Is.EqualTo("one\ntwo\n"));
            Assert.That(File.ReadAllText(Path.Combine(_root, "secret.txt")), Is.EqualTo("secret"));
            Assert.That(record.Requests(), Has.Some.StartsWith("F"), "the calls came to us");
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Console_FirmwareReadsALine_GetsWhatTheUserTypes()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
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
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["loadFiles"] = new JsonArray();
        configuration["semihosting"] = new JsonObject { ["folder"] = _folder };
        if (runToEntryPoint is not null) configuration["runToEntryPoint"] = runToEntryPoint;
        await session.BeginAsync("launch", configuration);
        await session.Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = new[] { new { name = "done" } } });
        return session;
    }
}
