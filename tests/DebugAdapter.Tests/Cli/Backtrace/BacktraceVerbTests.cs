using System.Text.Json;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Cli;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Cli.Backtrace;

/// <summary>Core dumps of the probe-rs project (not part of this repository), with gdb on the same dump as the oracle.</summary>
public sealed partial class BacktraceVerbTests
{
    private const string WalkInGdb = """
        python
        frame = gdb.newest_frame()
        while frame is not None:
            print("ROW %x %s" % (frame.pc(), frame.name()))
            try:
                frame = frame.older()
            except gdb.error:
                break
        """;

    [TestCase("nRF52833_xxAA_full_unwind")]
    [TestCase("nRF52833_xxAA_systick")]
    [TestCase("atsamd51p19a")]
    public async Task Json_OfACoreDump_HasTheFramesThatGdbFindsThroughTheServedDump(string name)
    {
        (string elf, string core) = (SharedData.Require($"probe-rs/{name}.elf"), SharedData.Require($"probe-rs/{name}.coredump"));
        if (ExternalProgram.Find("gdb-multiarch") is null) Assert.Ignore("gdb-multiarch is not installed");
        JsonElement backtrace = await RunAsync("--elf", elf, "--core", core);
        string[] ours = [.. backtrace.GetProperty("frames").EnumerateArray().Select(frame => $"{frame.GetProperty("pc").GetUInt32():x} {frame.GetProperty("function").GetString()}")];

        string script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, WalkInGdb + "\nend\n");
            await using AdapterProcess serve = AdapterProcess.Start("serve", "--core", core, "--elf", elf, "--json", "-");
            int port = JsonDocument.Parse((await serve.Output.ReadLineAsync())!).RootElement.GetProperty("port").GetInt32();
            string output = await ExternalProgram.RunGdbAsync(port, $"file {elf}", "set backtrace past-main on", $"source {script}");
            string[] gdb = [.. RowPattern().Matches(output).Select(match => $"{match.Groups["pc"].Value} {match.Groups["name"].Value}").Where(row => !row.EndsWith(" None", StringComparison.Ordinal))];
            Assert.That(gdb, Is.Not.Empty, output);
            Assert.That(ours, Is.EqualTo(gdb), output);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Test]
    public async Task Json_OfAnInterruptedFrame_NamesTheExceptionAndHowEachFrameGoesOn()
    {
        JsonElement backtrace = await RunAsync("--elf", SharedData.Require("probe-rs/nRF52833_xxAA_systick.elf"), "--core", SharedData.Require("probe-rs/nRF52833_xxAA_systick.coredump"));
        JsonElement[] frames = [.. backtrace.GetProperty("frames").EnumerateArray()];
        JsonElement interrupted = frames.Single(frame => frame.GetProperty("exception").ValueKind == JsonValueKind.Object);
        JsonElement exception = interrupted.GetProperty("exception");
        Assert.That((backtrace.GetProperty("schema").GetInt32(), exception.GetProperty("number").GetInt32(), exception.GetProperty("name").GetString(), exception.GetProperty("returnsTo").GetString()),
            Is.EqualTo((1, 15, "SysTick", "thread")));
        Assert.That(frames.Select(frame => frame.GetProperty("how").GetString()), Does.Contain("cfi").And.Contain("exception").And.Contain("end"));
        JsonElement delay = frames.First(frame => frame.GetProperty("function").GetString()!.EndsWith("__delay", StringComparison.Ordinal));
        Assert.That(delay.GetProperty("locals").EnumerateArray().Select(local => $"{local.GetProperty("name")}={local.GetProperty("value")}"), Does.Contain("cyc=1000000"));
    }

    [TestCase("--core /no/such.core --elf ELF", ExitCode.Environment, "/no/such.core")]
    [TestCase("--core ELF --elf ELF", ExitCode.Environment, "not a core file")]
    [TestCase("--core ELF", ExitCode.Usage, "--elf FILE")]
    [TestCase("--core ELF --elf ELF --server virtual", ExitCode.Usage, "exclude each other")]
    [TestCase("--elf ELF", ExitCode.Usage, "No target is named")]
    [TestCase("--core ELF --elf ELF --frames 0", ExitCode.Usage, "--frames")]
    public async Task BadArguments_EndWithTheirExitCode(string arguments, int expected, string part)
    {
        (int code, _, string errors) = await AdapterCommand.RunAsync(null, ["backtrace", .. arguments.Replace("ELF", Firmware.ImagePath("gcc-O0-dwarf5"), StringComparison.Ordinal).Split(' ')]);
        Assert.That((code, errors), Is.EqualTo((expected, errors)));
        Assert.That(errors, Does.Contain(part).And.Not.Contain("   at "));
    }

    private static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await AdapterCommand.RunAsync(null, ["backtrace", "--json", "-", .. arguments]);
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        return JsonDocument.Parse(output).RootElement;
    }

    [GeneratedRegex(@"^ROW (?<pc>[0-9a-f]+) (?<name>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RowPattern();
}
