using System.Text.Json;
using RspDebug.DebugAdapter.Cli;
using RspDebug.DebugAdapter.Tests.Trace;

namespace RspDebug.DebugAdapter.Tests.Cli.Swo;

/// <summary>The verbs that analyse a trace, on one recorded from the board, and on traces that are none.</summary>
public sealed class AnalysisVerbTests
{
    // DWT_CTRL: cycles, exceptions, a PC sample each 16384 cycles: 8 Mbaud carry it all.
    private const uint Traced = 1 | 1 << 16 | 1 << 12 | 1 << 9 | 15 << 1;
    private static readonly Lazy<BoardTrace> Recorded = new(static () => BoardTrace.Record(3_000_000, 4, Traced, watchesLoops: true));
    private static readonly Lazy<BoardTrace> Quiet = new(static () => BoardTrace.Record(1_000_000, 4, 1 | 1 << 16));
    private static readonly string Elf = BoardTrace.Image;

    [Test]
    public async Task Exceptions_Json_NamesHandlersAndCounts()
    {
        (int code, string output, string errors) = await SwoCommand.RunAsync(Recorded.Value.Bytes, "exceptions", "--elf", Elf, "--json", "-");
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        JsonElement inner = JsonElement.Parse(output).GetProperty("exceptions").EnumerateArray().Single(static e => e.GetProperty("number").GetInt32() == 36);
        Assert.That(inner.GetProperty("name").GetString(), Is.EqualTo("SWI0_EGU0_IRQHandler"));
        Assert.That(inner.GetProperty("count").GetInt64(), Is.EqualTo(Recorded.Value.Exceptions.Count(static e => e.Number == 36 && (int)e.Change == 1)).Within(1));
        Assert.That(inner.GetProperty("total").GetProperty("p50").GetInt64(), Is.GreaterThan(10));
    }

    [Test]
    public async Task Exceptions_Table_IsOneLineAnException()
    {
        (_, string output, _) = await SwoCommand.RunAsync(Recorded.Value.Bytes, "exceptions", "--elf", Elf, "--clock", "64000000");
        Assert.That(output, Does.Contain("SWI1_EGU1_IRQHandler").And.Contain("SysTick").And.Contain("P99"));
    }

    [Test]
    public async Task Top_Json_HasFunctionsAndLines()
    {
        (int code, string output, string errors) = await SwoCommand.RunAsync(Recorded.Value.Bytes, "top", "--elf", Elf, "--json", "-");
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        JsonElement root = JsonElement.Parse(output);
        Assert.That(root.GetProperty("functions").EnumerateArray().Sum(static f => f.GetProperty("samples").GetInt64()), Is.EqualTo(root.GetProperty("samples").GetInt64()));
        Assert.That(root.GetProperty("lines")[0].GetProperty("line").GetInt32(), Is.Positive);
    }

    [Test]
    public async Task Timeline_Json_HasNestedExceptionsTextAndCounters()
    {
        (int code, string output, string errors) = await SwoCommand.RunAsync(Recorded.Value.Bytes, "timeline", "--elf", Elf, "--clock", "64000000");
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        JsonElement[] events = [.. JsonElement.Parse(output).GetProperty("traceEvents").EnumerateArray()];
        Assert.That(events.Count(static e => e.GetProperty("ph").GetString() == "X" && e.GetProperty("name").GetString() == "SysTick"), Is.GreaterThan(10));
        Assert.That(events.Select(static e => e.GetProperty("name").GetString()), Does.Contain("r").And.Contain("port 1").And.Contain("watch 0"));
    }

    [Test]
    public async Task Html_Page_HasEverythingInside()
    {
        (int code, string output, string errors) = await SwoCommand.RunAsync(Recorded.Value.Bytes, "html", "--elf", Elf, "--clock", "64000000");
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        Assert.That(output, Does.Contain("SWI0_EGU0_IRQHandler").And.Contain("Events over time").And.Contain("watch 0").And.Contain("uPlot").And.Contain("Where the program was"));
        Assert.That(output, Does.Not.Contain("src=\"http").And.Not.Contain("<link"));
    }

    [Test]
    public async Task Watch_Text_HasValuesAndPlaces()
    {
        (int code, string output, string errors) = await SwoCommand.RunAsync(Recorded.Value.Bytes, "watch", "--elf", Elf);
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        Assert.That(output.Split('\n')[1], Does.Match("write32 1 \\(0x1\\)  by round_done main.c:[0-9]+"));
    }

    // what comes | rule | exit code
    [TestCase("nothing", "nothing", ExitCode.CheckFailed)]
    [TestCase("zeros", "constant", ExitCode.CheckFailed)]
    [TestCase("random", "garbage", ExitCode.CheckFailed)]
    [TestCase("doubled", "wrong-baud", ExitCode.CheckFailed)]
    [TestCase("trace", "raw", ExitCode.Success)]
    [TestCase("cut", "truncated", ExitCode.Success)]
    public async Task Doctor_Bytes_AreNamed(string what, string rule, int expected)
    {
        byte[] bytes = what switch
        {
            "nothing" => [],
            "zeros" => new byte[1 << 20],
            "random" => Noise(100_000),
            "doubled" => Doubled(Quiet.Value.Bytes),
            "cut" => [.. Enumerable.Range(0, 64).SelectMany(static _ => new byte[] { 0x01, 0x41, 0x20 }), 0x17, 1, 2],
            _ => Quiet.Value.Bytes,
        };
        (int code, string output, string errors) = await SwoCommand.RunAsync(bytes, "doctor", "--json", "-");
        JsonElement findings = JsonElement.Parse(output).GetProperty("findings");
        Assert.That(findings.EnumerateArray().Select(static f => f.GetProperty("rule").GetString()), Does.Contain(rule), output + errors);
        Assert.That(code, Is.EqualTo(expected), output);
    }

    [Test]
    public async Task Profile_NoSamples_SaysWhatToSwitchOn()
    {
        (int code, _, string errors) = await SwoCommand.RunAsync([0x01, 0x41], "profile", "--raw");
        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(errors, Does.Contain("PCSAMPLENA"));
    }

    // arguments | exit code | part of the text
    [TestCase("top --top 0", ExitCode.Usage, "--top")]
    [TestCase("profile --format gif", ExitCode.Usage, "speedscope, pprof, folded")]
    [TestCase("watch --comparator 9", ExitCode.Usage, "--comparator")]
    [TestCase("exceptions --elf /no/such/elf", ExitCode.Environment, "'/no/such/elf' does not exist")]
    [TestCase("timeline --schema /no/such/schema", ExitCode.Environment, "'/no/such/schema' cannot be read")]
    public async Task BadInput_IsRefusedWithTheNextAction(string arguments, int expected, string part)
    {
        (int code, _, string errors) = await SwoCommand.RunAsync([], arguments.Split(' '));
        Assert.That(code, Is.EqualTo(expected), errors);
        Assert.That(errors, Does.Contain(part).And.Not.Contain("   at "));
    }

    private static byte[] Noise(int count)
    {
        byte[] noise = new byte[count];
        new Random(8).NextBytes(noise);
        return noise;
    }

    /// <summary>The UART bits as a receiver of twice the rate takes them: each one twice.</summary>
    private static byte[] Doubled(byte[] bytes)
    {
        List<int> line = [.. bytes.SelectMany(static b => Enumerable.Repeat(0, 2).Concat(Enumerable.Range(0, 8).SelectMany(bit => Enumerable.Repeat(b >> bit & 1, 2))).Concat([1, 1]))];
        var received = new List<byte>();
        for (int at = 0; at + 10 <= line.Count;)
        {
            if (line[at++] != 0) continue;
            int value = 0;
            for (int bit = 0; bit < 8; bit++) value |= line[at++] << bit;
            received.Add((byte)value);
            at++;       // Taken for the stop bit, whatever it is.
        }

        return [.. received];
    }
}
