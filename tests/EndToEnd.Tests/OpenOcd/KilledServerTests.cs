using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;
using RspDebug.VirtualBoard.FrontEnds;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary>OpenOCD dies in the middle of something: one clear message, an adapter that ends, a chip that can be debugged again.</summary>
[TestFixture]
public sealed class KilledServerTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    [CancelAfter(120_000)]
    public async Task Step_ServerKilledInTheMiddle_EndsTheSessionOnce()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await chip.StartOpenOcdAsync();
        await using DebugSession session = await DebugSession.StartAsync();
        await session.BeginAsync("attach", chip.AttachConfiguration(Image));
        await session.SetBreakpointsAsync("BP_LOOP");
        await session.FinishStartAsync();
        await session.StoppedAsync("breakpoint");

        // The board stands still while the step is made, so that it cannot end.
        using ManualResetEventSlim stepIsSent = new(), isKilled = new();
        Task holding = Task.Run(() => chip.Host.Use(_ =>
        {
            stepIsSent.Set();
            isKilled.Wait(TimeSpan.FromSeconds(60));
        }));
        stepIsSent.Wait(TimeSpan.FromSeconds(60));
        await session.Client.RequestAsync("stepIn", new { threadId = 1, granularity = "instruction" });
        chip.KillOpenOcd();
        isKilled.Set();
        await holding;

        await session.Client.EventAsync("terminated");
        Assert.That(session.Client.Output, Does.Contain("is lost").And.Contain($"{chip.GdbPort}"));
        Assert.That(session.Client.Events("terminated"), Has.Count.EqualTo(1));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task Download_ServerKilledInTheMiddle_IsToldAndTheNextLaunchRepairs()
    {
        // Slow enough to be met in the middle: the flash loader runs on the board itself.
        await using OpenOcdChip chip = OpenOcdChip.Start(image: null, new BoardHostOptions { SliceInInstructions = 500, CyclesPerSecond = 2_000_000 });
        await chip.StartOpenOcdAsync();
        await using (DebugSession session = await DebugSession.StartAsync())
        {
            Task start = session.BeginAsync("launch", chip.AttachConfiguration(Image));
            await KillBetweenFirstAndLastWordAsync(chip);
            DapRequestFailedException refused = (await Assert.ThrowsAsync<DapRequestFailedException>(() => start))!;
            Assert.That(refused.ShownMessage, Does.Contain($"{chip.GdbPort}").And.Contain("debug server"));
            Assert.That(await session.EndAsync(), Is.Zero);
        }

        await using DebugSession again = await DebugSession.StartAsync();
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["runToEntryPoint"] = "main";
        await again.BeginAsync("launch", configuration);
        await again.FinishStartAsync();
        Assert.That((await again.StoppedAsync("entry")).Function, Is.EqualTo("main"));
        // The loader on the chip goes on with what it was sent: what is there now was compared, whether it was whole or not.
        Assert.That(again.Client.Output, Does.Contain("bytes were written and verified").Or.Contain("nothing was written"));
        await again.EndAsync();
    }

    /// <summary>Looks between two instructions of the board, and kills while it stands.</summary>
    private static async Task KillBetweenFirstAndLastWordAsync(OpenOcdChip chip)
    {
        const uint First = 0, Later = 0x1A0C, Erased = 0xFFFF_FFFF;
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        while (!chip.Host.Use(_ =>
        {
            Assert.That(chip.Word(Later), Is.EqualTo(Erased), "the download was over before it was seen");
            if (chip.Word(First) == Erased) return false;
            chip.KillOpenOcd();
            return true;
        }))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
