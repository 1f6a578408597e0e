using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.BadInput;

/// <summary>A server that is there and does nothing. All other limits are longer than the test may take: only the look at what it does can end the start.</summary>
[TestFixture]
[Platform("Linux", Reason = "what a server does is looked at in /proc; the stand-in servers are scripts")]
[CancelAfter(120_000)]
public sealed class HungServerTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-test").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("print('looking for the probe', flush=True); time.sleep(1000)", "it neither listened on port", TestName = "Launch_ServerHangsBeforeItListens_EndsWithItsLastLines")]
    [TestCase("s = socket.create_server(('127.0.0.1', port)); c = s.accept(); print('looking for the probe', flush=True); time.sleep(1000)", "neither answered nor printed",
        TestName = "Launch_ServerTakesTheConnectionAndHangs_EndsWithItsLastLines")]
    public async Task Launch(string script, string expected)
    {
        string program = WriteScript($"""
            port = int(next(a for a in sys.argv if a.startswith("tcp:")).rsplit(":", 1)[1])
            {script}
            """);
        JsonObject configuration = DebugSession.Configuration("qemu", Firmware.ImagePath("gcc-O0-dwarf5"));
        configuration["serverpath"] = program;
        configuration["timeouts"] = new JsonObject { ["serverStartMs"] = 3_000_000, ["replyMs"] = 3_000_000 };
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("launch", configuration));
        Assert.That(refused!.ShownMessage, Does.Contain("hangs").And.Contain(expected).And.Contain("looking for the probe").And.Contain("timeouts.silenceMs"));
        Assert.That(RunningProcesses.WithArgument(program), Is.Empty, "the server was not ended");
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task Attach_ServerOfSomebodyElseDoesNotRead_EndsWithTheNameOfItsProgram()
    {
        string program = WriteScript("""
            s = socket.create_server(('127.0.0.1', 0))
            print(f'port {s.getsockname()[1]}.', flush=True)
            time.sleep(1000)
            """);
        using ServerProcess server = new(program, []);
        await server.WaitForOutputAsync(".", TimeSpan.FromSeconds(30));
        JsonObject configuration = DebugSession.Configuration("external", Firmware.ImagePath("gcc-O0-dwarf5"));
        configuration["gdbTarget"] = "localhost:" + server.Output.Trim()["port ".Length..^1];
        configuration["timeouts"] = new JsonObject { ["replyMs"] = 3_000_000 };
        await using DebugSession session = await DebugSession.StartAsync();
        DapRequestFailedException? refused = await Assert.ThrowsAsync<DapRequestFailedException>(() => session.BeginAsync("attach", configuration));
        Assert.That(refused!.ShownMessage, Does.Contain($"(process {server.Id}) neither answered nor used the processor").And.Contain("hangs").And.Contain("timeouts.silenceMs"));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    private string WriteScript(string script)
    {
        string program = Path.Combine(_folder, "server");
        File.WriteAllText(program, $"#!{LiveTool.Require("python3", "python3")}\nimport socket, sys, time\n{script.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return program;
    }
}
