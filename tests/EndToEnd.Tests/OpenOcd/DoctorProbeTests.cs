using System.Diagnostics;
using System.Text.Json;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary><c>doctor --probe</c> as a process: what it says of real servers, and how it leaves their targets.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class DoctorProbeTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public async Task Probe_OpenOcdOnAChip_IsNamedWithItsCoreAndTheTargetGoesOn(CancellationToken cancellationToken)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        await chip.StartOpenOcdAsync();
        for (int time = 0; time < 2; time++)
        {
            JsonElement report = await ExamineAsync($"127.0.0.1:{chip.GdbPort}", cancellationToken);
            Assert.That(AnswerOf(report, $"127.0.0.1:{chip.GdbPort}"), Does.StartWith("OpenOCD, Cortex-M4 r0p1; RSP, packets of ").And.EndsWith(" registers"), report.GetRawText());
            Assert.That(RulesOf(report), Has.None.EqualTo("port-not-rsp"));
            // OpenOCD has halted it for the connection.
            while (chip.Host.Use(static board => board.Processor.IsHalted)) await Task.Delay(10, cancellationToken);
        }
    }

    [Test]
    public async Task Probe_OpenOcdOnALockedChip_SaysThatThereMayBeNoChip(CancellationToken cancellationToken)
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image, isLocked: true);
        await chip.StartOpenOcdAsync();
        JsonElement report = await ExamineAsync($"127.0.0.1:{chip.GdbPort}", cancellationToken);
        JsonElement finding = report.GetProperty("findings").EnumerateArray().Single(static one => one.GetProperty("rule").GetString() == "port-not-rsp");
        Assert.That(finding.GetProperty("text").GetString(), Does.Contain($"127.0.0.1:{chip.GdbPort}"));
        Assert.That(finding.GetProperty("advice").GetString(), Does.Contain("it may have no chip"));
    }

    [Test]
    public async Task Probe_Qemu_IsNamed(CancellationToken cancellationToken)
    {
        using QemuMachine machine = await QemuMachine.StartAsync(Image);
        Assert.That(AnswerOf(await ExamineAsync(machine.GdbTarget, cancellationToken), machine.GdbTarget), Does.StartWith("QEMU, Cortex-M4 "));
    }

    private static string? AnswerOf(JsonElement report, string port) => report.GetProperty("summary").GetProperty("ports").EnumerateArray()
        .Single(row => row.GetProperty("port").GetString() == port).GetProperty("answers").GetString();

    private static IEnumerable<string?> RulesOf(JsonElement report) => report.GetProperty("findings").EnumerateArray().Select(static one => one.GetProperty("rule").GetString());

    private static async Task<JsonElement> ExamineAsync(string target, CancellationToken cancellationToken)
    {
        using Process doctor = Process.Start(new ProcessStartInfo(AdapterProgram.Path, ["doctor", "--probe", "--gdb-target", target, "--json", "-"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = doctor.StandardError.ReadToEndAsync(cancellationToken);
        string output = await doctor.StandardOutput.ReadToEndAsync(cancellationToken);
        await doctor.WaitForExitAsync(cancellationToken);
        Assert.That(output, Is.Not.Empty, await errors);
        return JsonDocument.Parse(output).RootElement;
    }
}
