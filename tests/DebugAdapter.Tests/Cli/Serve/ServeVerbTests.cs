using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RspDebug.DebugAdapter.Tests.Sharing;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Cli.Serve;

/// <summary><c>serve</c> as a process: what it prints, whom it serves, how it ends.</summary>
[TestFixture]
[CancelAfter(240_000)]
internal sealed class ServeVerbTests
{
    private const string Image = "gcc-Og-dwarf5";

    [Test]
    public async Task Serve_ATarget_SaysHowToConnectAndEndsOnRequest()
    {
        await using AdapterProcess serve = AdapterProcess.Start("serve", "--server", "virtual", "--elf", Firmware.ImagePath(Image), "--port", "0");
        string first = (await serve.Output.ReadLineAsync())!;
        string gdb = (await serve.Output.ReadLineAsync())!;
        Assert.That(first, Does.StartWith("Serving").And.Contain("127.0.0.1:"));
        Assert.That(gdb, Does.Match(@"^\s+gdb:\s+target extended-remote localhost:\d+$"));
        await using (GuestClient guest = await GuestClient.ConnectAsync(int.Parse(gdb[(gdb.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture)))
        {
            uint leaf = SharedTargetTests.Function("leaf");
            Assert.That(await guest.RequestAsync($"Z1,{leaf:x},2"), Is.EqualTo("OK"));
            Assert.That(await guest.RequestAsync("c"), Does.StartWith("T05"));
            Assert.That(await guest.RegisterAsync(15), Is.EqualTo(leaf));
        }

        await EndAsync(serve);
        Assert.That(await serve.ExitAsync(), Is.Zero, await serve.Errors.ReadToEndAsync());
    }

    [Test]
    public async Task Serve_ACoreDump_IsReadOnlyAndSaysWhereAsJson()
    {
        string core = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(core, """{"registers":{"pc":"0x120","sp":"0x20000f00","lr":"0xffffffff","xpsr":"0x01000000","r0":42},"memory":[{"address":"0x20000000","data":"0011223344556677"}]}""");
        try
        {
            await using AdapterProcess serve = AdapterProcess.Start("serve", "--core", core, "--elf", Firmware.ImagePath(Image), "--json", "-");
            JsonElement where = JsonDocument.Parse((await serve.Output.ReadLineAsync())!).RootElement;
            Assert.That((where.GetProperty("schema").GetInt32(), where.GetProperty("address").GetString(), where.GetProperty("file").GetString()), Is.EqualTo((1, "127.0.0.1", core)));
            await using GuestClient guest = await GuestClient.ConnectAsync(where.GetProperty("port").GetInt32());
            Assert.That((await guest.RegisterAsync(0), await guest.RegisterAsync(15)), Is.EqualTo((42u, 0x120u)));
            Assert.That(await guest.RequestAsync("m20000000,8"), Is.EqualTo("0011223344556677"));
            Assert.That(await guest.RequestAsync("M20000000,1:00"), Is.EqualTo("E.a core dump is read-only"));
            Assert.That(await guest.RequestAsync("P0=00000000"), Is.EqualTo("E.a core dump is read-only"));
            Assert.That(await guest.RequestAsync("Z1,120,2"), Is.EqualTo("E.a core dump is read-only"));
            Assert.That(await guest.RequestAsync("c"), Does.StartWith("T05").And.Contain("0f:20010000;"), "it stands where it stood");
            await EndAsync(serve);
            Assert.That(await serve.ExitAsync(), Is.Zero);
        }
        finally
        {
            File.Delete(core);
        }
    }

    [Test]
    public async Task Serve_ServerBehindDies_TellsTheClientAndEndsWithThree()
    {
        await using AdapterProcess board = AdapterProcess.Start("board", "--elf", Firmware.ImagePath(Image), "--rsp", "0");
        string address = (await board.Output.ReadLineAsync())!;
        await using AdapterProcess serve = AdapterProcess.Start(
            "serve", "--gdb-target", address[(address.LastIndexOf(' ') + 1)..], "--elf", Firmware.ImagePath(Image), "--json", "-", "--set", """timeouts={"reconnectMs":0}""");
        JsonElement where = JsonDocument.Parse((await serve.Output.ReadLineAsync())!).RootElement;
        await using GuestClient guest = await GuestClient.ConnectAsync(where.GetProperty("port").GetInt32());
        await guest.SendAsync("c");
        Assert.That(await guest.RequestAsync("p0"), Is.EqualTo("E.the target is running"));
        board.Kill();
        Assert.That(await guest.ReplyAsync(), Is.EqualTo("X09"));
        Assert.That(await guest.ReplyAsync(), Is.EqualTo("(closed)"));
        Assert.That(await serve.ExitAsync(), Is.EqualTo(3));
        Assert.That(await serve.Errors.ReadToEndAsync(), Is.Not.Empty);
    }

    [Test]
    public async Task Serve_PortTaken_SaysSoAndEndsWithThree()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using AdapterProcess serve = AdapterProcess.Start("serve", "--server", "virtual", "--elf", Firmware.ImagePath(Image), "--port", $"{port}");
        Assert.That(await serve.ExitAsync(), Is.EqualTo(3));
        Assert.That(await serve.Errors.ReadToEndAsync(), Does.Contain($"Port {port} cannot be listened on").And.Contain("--port"));
    }

    [TestCase("exclude each other", "--core", "x", "--server", "virtual")]
    [TestCase("is not an IP address", "--core", "x", "--address", "nowhere")]
    [TestCase("is not a TCP port", "--core", "x", "--port", "65536")]
    [TestCase("No target is named", "--port", "0")]
    public async Task Serve_WrongUsage_EndsWithTwo(string message, params string[] arguments)
    {
        await using AdapterProcess serve = AdapterProcess.Start(["serve", .. arguments]);
        Assert.That(await serve.ExitAsync(), Is.EqualTo(2));
        Assert.That(await serve.Errors.ReadToEndAsync(), Does.Contain(message));
    }

    [Test]
    public async Task Serve_ToOtherComputers_Warns()
    {
        await using AdapterProcess serve = AdapterProcess.Start("serve", "--server", "virtual", "--elf", Firmware.ImagePath(Image), "--address", "0.0.0.0");
        string warning;
        do warning = (await serve.Errors.ReadLineAsync())!;
        while (!warning.StartsWith("Warning", StringComparison.Ordinal));
        Assert.That(warning, Does.Contain("0.0.0.0").And.Contain("no password"));
        await EndAsync(serve);
        Assert.That(await serve.ExitAsync(), Is.Zero);
    }

    // As a service manager ends it; Ctrl-C takes the same way.
    private static async Task EndAsync(AdapterProcess process)
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
