using RspDebug.RspServer.Session;
using RspDebug.RspServer.Tests.Fakes;
using ExternalProgram = RspDebug.Testing.ExternalProgram;

namespace RspDebug.RspServer.Tests.Gdb;

/// <summary>gdb as an outside client: what it accepts without a complaint is the protocol.</summary>
internal sealed class GdbTests
{
    [Test]
    public async Task Gdb_Session_IsClean()
    {
        Require("gdb-multiarch");
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RspListener listener = RspListener.Start(stub);
        string output = await ExternalProgram.RunGdbAsync(
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
        Require("gdb-multiarch");
        Require("arm-none-eabi-objcopy");
        string image = Path.Combine(TestContext.CurrentContext.WorkDirectory, "load.bin");
        string elf = Path.ChangeExtension(image, ".elf");
        byte[] bytes = [.. Enumerable.Range(0, 0x300).Select(i => (byte)(i * 7))];
        await File.WriteAllBytesAsync(image, bytes);
        _ = await ExternalProgram.RunAsync(
            "arm-none-eabi-objcopy",
            ["-I", "binary", "-O", "elf32-littlearm", "-B", "arm", "--rename-section", ".data=.text,alloc,load,readonly,code,contents", "--change-section-address", ".data=0x400", image, elf]);
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RspListener listener = RspListener.Start(stub);
        string output = await ExternalProgram.RunGdbAsync(listener.EndPoint.Port, $"file {elf}", "load", "compare-sections", "detach");
        Assert.That(output, Does.Contain("range 0x400 -- 0x700: matched."));
        Assert.That(target.Flash[0x400..0x700], Is.EqualTo(bytes));
        Assert.That(target.Orders, Has.Member("erase 400+400").And.Member("done"));
    }

    private static void Require(string name)
    {
        if (ExternalProgram.Find(name) is null) Assert.Ignore($"{name} is not installed");
    }
}
