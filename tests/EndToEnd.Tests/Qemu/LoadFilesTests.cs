using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.Qemu;

/// <summary><c>loadFiles</c> on QEMU, which is started without the executable then and written like a chip.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class LoadFilesTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        _folder = Directory.CreateTempSubdirectory("rsp-debug-load").FullName;
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    // --output-target of objcopy | what is loaded
    [TestCase("ihex", "fw.hex")]
    [TestCase("srec", "fw.srec")]
    [TestCase("binary", "fw.bin@0")]
    public async Task Launch_FileMadeOfTheExecutable_RunsAsTheExecutableDoes(string format, string name)
    {
        string objcopy = LiveTool.Require("arm-none-eabi-objcopy", "binutils-arm-none-eabi");
        using (ServerProcess convert = new(objcopy, ["-O", format, Image, Path.Combine(_folder, name.Split('@')[0])])) await convert.WaitForEndAsync(TimeSpan.FromSeconds(30));
        await using DebugSession session = await LaunchAsync(name);
        await session.SetBreakpointsAsync("BP_MANY_ARGUMENTS");
        await session.FinishStartAsync();
        Frame top = await session.StoppedAsync("breakpoint");
        Assert.That((await session.StackAsync()).Select(static frame => frame.Function), Is.EqualTo(new[] { "many_arguments", "run_calls", "main", "Reset_Handler" }));
        Assert.That((await session.LocalsAsync(top))["a"].Value, Is.EqualTo("1"));
        Assert.That(session.Client.Output, Does.Contain("written and verified").And.Not.Contain("differs"));

        await session.Client.RequestAsync("restart", new { });
        Assert.That((await session.StoppedAsync("breakpoint")).Function, Is.EqualTo("many_arguments"), "after a restart, which writes nothing");
        Assert.That(await session.EvaluateAsync("g_loops", await TopAsync(session)), Is.EqualTo("0"));
    }

    [Test]
    public async Task Launch_ExecutableAndPlainBytes_BothAreThere()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "settings.bin"), [1, 2, 3, 4, 5]);
        await using DebugSession session = await LaunchAsync(Image, "settings.bin@0x20030001");
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        Assert.That((await session.StoppedAsync("breakpoint")).Function, Is.EqualTo("leaf"));
        Assert.That(await session.ReadMemoryAsync("0x20030001", 5), Is.EqualTo(new byte[] { 1, 2, 3, 4, 5 }));
    }

    [Test]
    public async Task Launch_NothingToLoad_StandsInAnEmptyMachine()
    {
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = Configuration();
        configuration["breakAfterReset"] = true;
        await session.BeginAsync("launch", configuration);
        await session.FinishStartAsync();
        await session.StoppedAsync("entry");
        Assert.That(session.Client.Output, Does.Contain("differs").And.Contain("another build"), "the executable is not there, and that is said");
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task Launch_WhereTheMachineHasNoMemory_IsRefusedWithTheAddress()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "far.bin"), [1, 2, 3, 4]);
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("launch", Configuration("far.bin@0xcccccc00"))))!;
        Assert.That(refused.ShownMessage, Does.Contain("0xcccccc00"));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    private static async Task<Frame> TopAsync(DebugSession session) => (await session.StackAsync())[0];

    private async Task<DebugSession> LaunchAsync(params string[] files)
    {
        DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("launch", Configuration(files));
        return session;
    }

    private JsonObject Configuration(params string[] files)
    {
        JsonObject configuration = DebugSession.Configuration("qemu", Image);
        configuration["cwd"] = _folder;
        configuration["loadFiles"] = new JsonArray([.. files.Select(static file => JsonValue.Create(file))]);
        return configuration;
    }
}
