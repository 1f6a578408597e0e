using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>The firmware is built again while it is debugged, as a linker or <c>cp</c> does it; large images are mapped, small ones are not.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class RebuiltImageTests
{
    private const int LargeInBytes = 64 << 20;

    [TestCase("virtual", LargeInBytes, "written over")]
    [TestCase("qemu", LargeInBytes, "truncated")]
    [TestCase("virtual", 0, "truncated")]
    [TestCase("virtual", LargeInBytes, "replaced")]
    public async Task Session_ImageBuiltAgain_GoesOnWithTheOneThatRuns(string server, int sizeInBytes, string how)
    {
        if (server == "qemu") LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        string image = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.elf");
        File.Copy(Firmware.ImagePath("gcc-O0-dwarf5"), image);
        await using (FileStream file = new(image, FileMode.Open)) file.SetLength(Math.Max(file.Length, sizeInBytes));
        try
        {
            await using DebugSession session = await DebugSession.StartAsync();
            JsonObject configuration = DebugSession.Configuration(server, image);
            configuration["runToEntryPoint"] = "main";
            await session.BeginAsync("launch", configuration);
            await session.FinishStartAsync();
            Assert.That((await session.StoppedAsync("entry")).Function, Is.EqualTo("main"));

            await BuildAgainAsync(image, how);
            // Lines, names and types that were not asked for before.
            await session.SetBreakpointsAsync("BP_LEAF");
            Frame leaf = await session.RunAsync("continue");
            Assert.That(leaf.Function, Is.EqualTo("leaf"));
            Assert.That((await session.LocalsAsync(leaf)).Keys, Does.Contain("doubled"));
            Assert.That((await session.StackAsync()).Select(static frame => frame.Function), Does.Contain("main"));

            // QEMU maps the file, too, and reads it again at a reset: one that was cut off ends it.
            if (server != "qemu") await RestartAsync(session);
            Assert.That(await session.EndAsync(), Is.Zero);
        }
        finally
        {
            File.Delete(image);
        }
    }

    private static async Task RestartAsync(DebugSession session)
    {
        await session.Client.RequestAsync("restart", new { });
        await session.StoppedAsync("entry");
        Assert.That(session.Client.Output, Does.Contain("was built again since this session began"));
    }

    private static async Task BuildAgainAsync(string image, string how)
    {
        if (how == "replaced") File.Delete(image);
        await using FileStream file = new(image, how == "written over" ? FileMode.Open : FileMode.Create, FileAccess.Write);
        if (how != "truncated") await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 1 << 20).ToArray());
    }
}
