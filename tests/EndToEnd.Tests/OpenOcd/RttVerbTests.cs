using System.Diagnostics;
using System.Text;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary><c>rtt</c> as a process, on the real OpenOCD over the virtual board: the program is not halted for it.</summary>
[TestFixture]
[Platform("Linux", Reason = "Ctrl-C is sent as a signal")]
[CancelAfter(120_000)]
public sealed class RttVerbTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public async Task Rtt_Typed_IsEchoedByTheFirmwareWhichIsNotHaltedForIt(CancellationToken cancellationToken)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await chip.StartOpenOcdAsync();
        string log = Path.Combine(chip.Folder, "log.txt");
        using Process rtt = Start(chip, log);
        try
        {
            await rtt.StandardInput.WriteAsync("<rsp-debug over OpenOCD>");
            await rtt.StandardInput.FlushAsync(cancellationToken);
            var seen = new StringBuilder();
            char[] block = new char[1000];
            while (!Echo(seen).Contains("<rsp-debug over OpenOCD>", StringComparison.Ordinal))
            {
                int count = await rtt.StandardOutput.ReadAsync(block, cancellationToken);
                if (count == 0) Assert.Fail($"it ended: {await rtt.StandardError.ReadToEndAsync(cancellationToken)}");
                seen.Append(block, 0, count);
            }

            using (Process interrupt = Process.Start("kill", ["-INT", $"{rtt.Id}"])) await interrupt.WaitForExitAsync(cancellationToken);
            await rtt.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!rtt.HasExited) rtt.Kill();
        }

        Assert.That(rtt.ExitCode, Is.Zero, await rtt.StandardError.ReadToEndAsync(cancellationToken));
        Assert.That(chip.Host.Use(static board => board.Processor.IsHalted), Is.False, "it runs on");
        string[] sent = [.. (await File.ReadAllLinesAsync(log, cancellationToken)).Where(static line => line.Contains(" -> ", StringComparison.Ordinal))];
        int steps = Array.FindIndex(sent, static line => line.Contains(Command("cortex_m maskisr auto"), StringComparison.Ordinal)), run = Array.FindIndex(sent, static line => line.Contains(Command("resume"), StringComparison.Ordinal));
        Assert.That(steps, Is.InRange(0, run), "what steps had set is put back while the target stands");
        Assert.That(sent.Skip(run), Has.Some.Contains("$m").And.None.Contains("$vCont").And.None.Contains("Interrupt").And.None.Contains(Command("halt")), "the target was halted for a look");
    }

    [Test]
    public async Task Rtt_TargetStopsByItself_EndsAndSaysSo(CancellationToken cancellationToken)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await chip.StartOpenOcdAsync();
        using Process rtt = Start(chip, Path.Combine(chip.Folder, "log.txt"));
        try
        {
            Task<string> errors = rtt.StandardError.ReadToEndAsync(cancellationToken);
            Assert.That(await rtt.StandardOutput.ReadAsync(new char[1], cancellationToken), Is.EqualTo(1));
            // Armv7-M ARM C1.6.2: DHCSR with its key, C_HALT and C_DEBUGEN.
            Assert.That(chip.Host.Use(static board => board.Bus.TryWrite(0xE000_EDF0, sizeof(uint), BusMaster.Debugger, 0xA05F_0003)), Is.True);
            await rtt.WaitForExitAsync(cancellationToken);
            Assert.That((rtt.ExitCode, await errors), Is.EqualTo((3, "The target has stopped (halted). `rsp-debug fault` and `rsp-debug backtrace` say more.\n")));
        }
        finally
        {
            if (!rtt.HasExited) rtt.Kill();
        }
    }

    // The packet qRcmd has the command in hexadecimal.
    private static string Command(string text) => $"$qRcmd,{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text))}#";

    // What is neither the firmware's own text nor its line ends.
    private static string Echo(StringBuilder seen) => seen.ToString().Replace("firmware up\r\n", "", StringComparison.Ordinal).Replace("tick\r\n", "", StringComparison.Ordinal);

    private static Process Start(OpenOcdChip chip, string log) => Process.Start(
        new ProcessStartInfo(AdapterProgram.Path, ["rtt", "--gdb-target", $"127.0.0.1:{chip.GdbPort}", "--elf", Image, "--log", "rsp=verbose", "--log-file", log])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
}
