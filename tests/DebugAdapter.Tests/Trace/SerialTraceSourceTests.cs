using System.Diagnostics;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Trace;

[Platform(Include = "Linux,MacOsX", Reason = "pseudo terminals")]
public sealed class SerialTraceSourceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // A pseudo terminal whose other end is opened; the script writes what it is told, in hexadecimal, and goes away at the end of its input.
    private const string Terminal = """
        import os, sys
        master, slave = os.openpty()
        print(os.ttyname(slave), flush=True)
        for line in sys.stdin:
            if line.strip() == "close": os.close(slave); continue
            os.write(master, bytes.fromhex(line))
        """;

    [Test]
    public async Task ReadAsync_RawBytes_ComeAsTheyAreUntilTheDeviceIsGone()
    {
        if (ExternalProgram.Find("python3") is null) Assert.Ignore("python3 is not installed");
        using Process terminal = Process.Start(new ProcessStartInfo("python3", ["-c", Terminal]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        string device = (await terminal.StandardOutput.ReadLineAsync().WaitAsync(Limit))!;
        var notices = new List<string>();
        await using SerialTraceSource source = SerialTraceSource.Open(device, 2_000_000, notices.Add);
        using var limit = new CancellationTokenSource(Limit);
        byte[] block = new byte[64];

        // Bytes that a terminal would treat: carriage return, control-C, control-D, XOFF, 0xFF, 0.
        await terminal.StandardInput.WriteLineAsync("0d0a031304ff00117f");
        var received = new List<byte>();
        while (received.Count < 9) received.AddRange(block[..await source.ReadAsync(block, limit.Token)]);
        Assert.That(Convert.ToHexStringLower([.. received]), Is.EqualTo("0d0a031304ff00117f"));

        terminal.StandardInput.Close();
        Assert.That(await source.ReadAsync(block, limit.Token), Is.Zero);
        Assert.That(notices, Has.Some.Contains("is gone"));
        await terminal.WaitForExitAsync(limit.Token);
    }

    [TestCase("/dev/no-such-port", "cannot be opened")]
    [TestCase("/dev/null", "is not a serial port")]
    public void Open_NoPort_SaysWhatToDo(string device, string part) =>
        Assert.That(() => SerialTraceSource.Open(device, 115_200, null), Throws.TypeOf<TraceSourceException>().With.Message.Contains(part));

    [Test]
    public async Task Open_OddRate_IsRefused()
    {
        if (ExternalProgram.Find("python3") is null) Assert.Ignore("python3 is not installed");
        using Process terminal = Process.Start(new ProcessStartInfo("python3", ["-c", Terminal]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        string device = (await terminal.StandardOutput.ReadLineAsync().WaitAsync(Limit))!;
        if (OperatingSystem.IsLinux())
            Assert.That(() => SerialTraceSource.Open(device, 1_234_567, null), Throws.TypeOf<TraceSourceException>().With.Message.Contains("1234567 baud"));
        terminal.StandardInput.Close();
        await terminal.WaitForExitAsync().WaitAsync(Limit);
    }
}
