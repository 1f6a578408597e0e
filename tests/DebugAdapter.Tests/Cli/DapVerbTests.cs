using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using RspDebug.DebugAdapter.Cli;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Cli;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[Platform(Exclude = "Win", Reason = "the stand-in server is a shell script")]
public sealed class DapVerbTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Port_TwoClients_HaveASessionEach()
    {
        await using AdapterProcess adapter = AdapterProcess.Start("dap", "--port", "0");
        string line = (await adapter.Output.ReadLineAsync().WaitAsync(Limit))!;
        int port = int.Parse(line[(line.LastIndexOf(':') + 1)..]);
        using var first = new TcpClient("127.0.0.1", port);
        using var second = new TcpClient("127.0.0.1", port);
        await using var one = new DapClient(first.GetStream(), first.GetStream());
        await using var two = new DapClient(second.GetStream(), second.GetStream());
        JsonElement[] answers =
        [
            await two.RequestAsync("initialize", new { adapterID = "rsp-debug" }), await one.RequestAsync("initialize", new { adapterID = "rsp-debug" }),
        ];
        Assert.That(answers.Select(static body => body.GetProperty("supportsConfigurationDoneRequest").GetBoolean()), Has.All.True);
        await one.RequestAsync("disconnect", new { });
        await one.EndAsync();
        Assert.That((await two.RequestAsync("initialize", new { adapterID = "rsp-debug" })).ValueKind, Is.EqualTo(JsonValueKind.Object));
    }

    [Test]
    public async Task StandardStreams_InputEnds_EndsWithSuccess()
    {
        await using AdapterProcess adapter = AdapterProcess.Start("dap");
        DapClient client = adapter.Connect();
        await client.RequestAsync("initialize", new { adapterID = "rsp-debug" });
        await client.DisposeAsync();
        Assert.That(await adapter.ExitAsync(), Is.EqualTo(ExitCode.Success));
        Assert.That(await adapter.Errors.ReadToEndAsync(), Is.Empty);
    }

    [Test]
    public async Task Adapter_KilledWhileItsServerRuns_LeavesNoServerBehind()
    {
        string folder = Directory.CreateTempSubdirectory("rsp-debug-test").FullName;
        string server = Path.Combine(folder, "server");
        string pidFile = Path.Combine(folder, "pid");
        await File.WriteAllTextAsync(server, $"#!/bin/sh\necho $$ > {pidFile}.new; mv {pidFile}.new {pidFile}\nexec sleep 1000\n");
        File.SetUnixFileMode(server, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string elf = Path.Combine(Testing.FixtureFiles.RepositoryRoot, "tests", "Firmware", "built", "fw-gcc-Og-dwarf5.elf");
        await using AdapterProcess adapter = AdapterProcess.Start("dap");
        await using DapClient client = adapter.Connect();
        await client.RequestAsync("initialize", new { adapterID = "rsp-debug" });
        await client.SendAsync("launch", new { servertype = "qemu", executable = elf, serverpath = server, timeouts = new { serverStartMs = 60_000 } });
        using Process started = await FindAsync(pidFile);
        adapter.Kill();
        await started.WaitForExitAsync().WaitAsync(Limit);
        Assert.That(started.HasExited, Is.True);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Process> FindAsync(string pidFile)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!File.Exists(pidFile)) await Task.Delay(10, limit.Token);
        return Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(pidFile, limit.Token)));
    }
}
