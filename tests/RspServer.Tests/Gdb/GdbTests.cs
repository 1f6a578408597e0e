using System.Diagnostics;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Tests.Fakes;

namespace RspDebug.RspServer.Tests.Gdb;

/// <summary>gdb as an outside client: what it accepts without a complaint is the protocol.</summary>
internal sealed class GdbTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Gdb_Session_IsClean()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RspListener listener = RspListener.Start(stub);
        string output = await RunGdbAsync(
            listener.EndPoint.Port,
            "info registers pc xpsr fpscr", "p $d3", "x/2i 0x100", "stepi", "info registers pc", "stepi 20", "info registers pc",
            "hbreak *0x200", "continue", "info registers pc", "delete", "set {int}0x20000010 = 0x12345678", "x/wx 0x20000010",
            "p/x $r3", "set $r3 = 0x77", "p/x $r3", "info mem", "info threads", "monitor hello", "monitor nix", "detach");
        string[] expected =
        [
            "pc             0x100", "xpsr           0x1000000", "fpscr          0x0", "nop", "pc             0x102", "pc             0x12a",
            "pc             0x200", "0x20000010:\t0x12345678", "= 0x1003", "= 0x77", "flash blocksize 0x400", "Thread 1 \"main\"", "hello, world",
            "Target does not support this command", "detached",
        ];
        foreach (string text in expected) Assert.That(output, Does.Contain(text));
        output = output.Replace("warning: No executable has been specified", "", StringComparison.Ordinal);     // True: none was.
        string[] complaints = ["warning", "Remote connection closed", "packet error", "Ignoring packet", "Truncated", "malformed", "E0"];
        foreach (string text in complaints) Assert.That(output, Does.Not.Contain(text));
    }

    [Test]
    public async Task Gdb_Load_ProgramsThroughFlashPackets()
    {
        string image = Path.Combine(TestContext.CurrentContext.WorkDirectory, "load.bin");
        string elf = Path.ChangeExtension(image, ".elf");
        byte[] bytes = [.. Enumerable.Range(0, 0x300).Select(i => (byte)(i * 7))];
        await File.WriteAllBytesAsync(image, bytes);
        _ = await RunAsync(
            Tool("arm-none-eabi-objcopy"),
            ["-I", "binary", "-O", "elf32-littlearm", "-B", "arm", "--rename-section", ".data=.text,alloc,load,readonly,code,contents", "--change-section-address", ".data=0x400", image, elf]);
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RspListener listener = RspListener.Start(stub);
        string output = await RunGdbAsync(listener.EndPoint.Port, $"file {elf}", "load", "compare-sections", "detach");
        Assert.That(output, Does.Contain("range 0x400 -- 0x700: matched."));
        Assert.That(target.Flash[0x400..0x700], Is.EqualTo(bytes));
        Assert.That(target.Orders, Has.Member("erase 400+400").And.Member("done"));
    }

    private static async Task<string> RunGdbAsync(int port, params string[] commands)
    {
        List<string> arguments = ["-nx", "-batch", "-ex", "set confirm off", "-ex", "set architecture armv7e-m", "-ex", "set remotetimeout 20", "-ex", $"target remote 127.0.0.1:{port}"];
        foreach (string command in commands) arguments.AddRange(["-ex", command]);
        return await RunAsync(Tool("gdb-multiarch"), arguments);
    }

    private static string Tool(string name)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null) Assert.Ignore($"{name} is not installed");
        return path!;
    }

    private static async Task<string> RunAsync(string file, IEnumerable<string> arguments)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        process.Start();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return await output + await errors;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
