using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Tests.Expressions;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>
/// Every variable in scope at stops spread over the firmware's run on QEMU, as gdb prints it. <c>sampled-differences.txt</c> names the kinds of differences that are meant.
/// 20 stops of two images; with <c>RSP_DEBUG_LONG=1</c> 512 of eight.
/// </summary>
public sealed class SampledStopTests
{
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 10_000, MaxElements = 1000, MaxDepth = 10 };

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static readonly string[] Images = IsLong
        ? ["fw-gcc-O0-dwarf4", "fw-gcc-O0-dwarf5", "fw-gcc-Og-dwarf4", "fw-gcc-Og-dwarf5", "fw-gcc-O2-dwarf5", "fw-gcc-Os-dwarf4", "fw-clang-Og-dwarf5", "fw-clang-O2-dwarf5"]
        : ["fw-gcc-O2-dwarf5", "fw-clang-O2-dwarf5"];

    // VARIABLE | OURS | GDB'S | reason; the first three are regular expressions.
    private static readonly (Regex Name, Regex Ours, Regex Gdb)[] Meant =
    [
        .. TextTable.Lines("sampled-differences.txt").Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | "))
            .Select(cells => (Pattern(cells[0]), Pattern(cells[1]), Pattern(cells[2]))),
    ];

    [TestCaseSource(nameof(Images))]
    public async Task GetVariables_SampledStops_GiveGdbsValues(string image)
    {
        if (ExternalProgram.Find("gdb-multiarch") is null || ExternalProgram.Find("qemu-system-arm") is null)
            Assert.Ignore("gdb-multiarch or qemu-system-arm is not installed");
        string file = Path.GetTempFileName();
        try
        {
            string script = Path.Combine(FixtureFiles.RepositoryRoot, "tests/DebugAdapter.Tests/Variables/gdb-frames.py");
            string elf = Path.Combine(FixtureFiles.RepositoryRoot, $"tests/Firmware/built/{image}.elf");
            string output = await ExternalProgram.RunAsync("env",
                [$"IMAGE={image}", $"ELF={elf}", $"SAMPLES={(IsLong ? 64 : 10)}", "SEED=7", $"OUT={file}", "gdb-multiarch", "-nx", "-batch", "-x", script]);
            IReadOnlyList<FrameCapture> stops = FrameCapture.Read(image, await File.ReadAllLinesAsync(file));
            Assert.That(stops, Has.Count.EqualTo(IsLong ? 64 : 10), output);
            int compared = 0, meant = 0;
            List<string> differences = [.. stops.SelectMany(stop => Compare(image, stop, ref compared, ref meant))];
            await TestContext.Out.WriteLineAsync($"{stops.Count} stops, {compared} variables, {meant} differ as listed");
            differences.ForEach(TestContext.Out.WriteLine);
            Assert.That(differences.Take(5), Is.Empty);
            Assert.That(compared, Is.GreaterThan(2 * stops.Count));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static List<string> Compare(string image, FrameCapture stop, ref int compared, ref int meant)
    {
        var frames = stop.Unwind();
        // At the first instruction of an inlined call gdb still shows its caller.
        while (frames[0].Source.IsInlined && GdbText.Plain(frames[0].Source.Name) != GdbText.Plain(stop.Expected[0].Function)) frames.RemoveAt(0);
        List<string> differences = [];
        string ours = string.Join(' ', frames.Select(frame => GdbText.Plain(frame.Source.Name)).Take(stop.Expected.Count));
        string theirs = string.Join(' ', stop.Expected.Select(frame => GdbText.Plain(frame.Function)));
        if (ours != theirs && Meant.Any(rule => rule.Name.IsMatch("frames") && rule.Ours.IsMatch(ours) && rule.Gdb.IsMatch(theirs)))
            return [];
        if (ours != theirs)
            return [$"{image} {stop.Name}: frames {ours} | gdb: {theirs}"];
        for (int i = 0; i < stop.Expected.Count; i++)
        {
            Dictionary<string, NamedValue> variables = frames[i].Scope.GetVariables().Where(v => !v.IsShadowed).ToDictionary(v => v.Variable.Name, v => v.Variable, StringComparer.Ordinal);
            foreach ((string name, string gdb) in stop.Expected[i].Variables)
            {
                compared++;
                string shown = variables.TryGetValue(name, out NamedValue? variable) ? GdbText.Print(frames[i].Inspector, variable.Value, Whole) : "missing";
                string expected = GdbText.Normalise(gdb);
                if (shown == expected)
                    continue;
                if (Meant.Any(rule => rule.Name.IsMatch(name) && rule.Ours.IsMatch(shown) && rule.Gdb.IsMatch(expected)))
                    meant++;
                else
                    differences.Add($"{image} {stop.Name} {i} {frames[i].Source.Name} {name} => {shown} | gdb: {expected}");
            }
        }

        return differences;
    }

    private static Regex Pattern(string text) => new($"^(?:{text})$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
