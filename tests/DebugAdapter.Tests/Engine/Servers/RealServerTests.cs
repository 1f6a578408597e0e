using System.Net.Sockets;
using System.Text;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>The servers themselves, where the machine has them.</summary>
public sealed class RealServerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly LaunchConfiguration Firmware = new()
    {
        Executable = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Firmware", "built", "fw-gcc-Og-dwarf5.elf"), Timeouts = new() { ServerStartMs = 60_000 },
    };

    [Test]
    public async Task StartAsync_Qemu_IsHaltedAtResetAndResetKeepsItHalted()
    {
        Require("qemu-system-arm");
        await using RunningServer server = await StartAsync(Firmware with { ServerType = ServerType.Qemu });
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port).WaitAsync(Limit);
        NetworkStream stream = client.GetStream();
        string atStart = await AskAsync(stream, "g");
        await AskAsync(stream, "s");
        await AskAsync(stream, "s");
        Assert.That(await AskAsync(stream, "g"), Is.Not.EqualTo(atStart));
        foreach (string command in server.Profile.Quirks.ResetAndHalt)
            Assert.That(await AskAsync(stream, "qRcmd," + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(command))), Is.EqualTo("OK"), command);
        // The reset is done by QEMU's main loop, at the latest before it serves the next packets.
        string afterReset = await AskAsync(stream, "g");
        for (int tries = 0; afterReset != atStart && tries < 50; tries++) afterReset = await AskAsync(stream, "g");
        Assert.That(afterReset, Is.EqualTo(atStart));
    }

    // configuration | part of what is told
    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return new TestCaseData(Firmware with { ServerType = ServerType.Qemu, Machine = "no-such" }, "-M help").SetArgDisplayNames("machine");
        yield return new TestCaseData(Firmware with { ServerType = ServerType.Qemu, Cpu = "no-such" }, "`cpu`").SetArgDisplayNames("cpu");
        yield return new TestCaseData(Firmware with { ServerType = ServerType.Qemu, ServerArgs = ["--nonsense"] }, "serverArgs").SetArgDisplayNames("serverArgs");
        yield return new TestCaseData(Firmware with { ServerType = ServerType.Openocd, ConfigFiles = ["no-such.cfg"] }, "searchDir").SetArgDisplayNames("configFiles");
        yield return new TestCaseData(
            Firmware with { ServerType = ServerType.Openocd, ConfigFiles = ["interface/cmsis-dap.cfg", "target/nrf52.cfg"] }, "Connect the probe").SetArgDisplayNames("no probe");
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task StartAsync_Mistake_TellsWhatToDoAndTheLastLines(LaunchConfiguration configuration, string part)
    {
        Require(configuration.ServerType == ServerType.Qemu ? "qemu-system-arm" : "openocd");
        ServerStartException? error = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(configuration));
        Assert.Multiple(() =>
        {
            Assert.That(error!.Failure, Is.EqualTo(ServerStartFailure.Exited), error.Message);
            Assert.That(error.ExitCode, Is.EqualTo(1));
            Assert.That(error.NextAction, Does.Contain(part), error.Message);
            Assert.That(error.LastLines, Is.Not.Empty);
        });
    }

    private static Task<RunningServer> StartAsync(LaunchConfiguration configuration) =>
        new ServerStarter().StartAsync(configuration, null, CancellationToken.None).WaitAsync(Limit);

    private static void Require(string program)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)))) Assert.Ignore($"{program} is not installed.");
    }

    // One packet and the payload of its reply; console output (O) is passed over.
    private static async Task<string> AskAsync(NetworkStream stream, string payload)
    {
        int sum = payload.Sum(static letter => letter) & 0xff;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"${payload}#{sum:x2}"));
        var packet = new StringBuilder();
        byte[] one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one).AsTask().WaitAsync(Limit);
            if (one[0] == '$') packet.Clear();
            else if (one[0] != '#') packet.Append((char)one[0]);
            else
            {
                await stream.ReadExactlyAsync(new byte[2]).AsTask().WaitAsync(Limit);
                await stream.WriteAsync("+"u8.ToArray());
                string reply = packet.ToString();
                if (reply == "OK" || !reply.StartsWith('O')) return reply;
            }
        }
    }
}
