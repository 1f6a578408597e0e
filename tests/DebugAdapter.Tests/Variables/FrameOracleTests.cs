using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Tests.Expressions;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>Parameters and locals of real stops against what gdb said of them. <c>frames-differences.txt</c> lists where we differ on purpose, and why.</summary>
public sealed class FrameOracleTests
{
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 10_000, MaxElements = 1000, MaxDepth = 10, DynamicTypes = false };

    private static readonly Dictionary<string, string> Differences = TextTable.Lines("frames-differences.txt")
        .Where(line => line.Contains(TextTable.Arrow, StringComparison.Ordinal))
        .Select(line => line[..line.LastIndexOf(" | ", StringComparison.Ordinal)].Split(TextTable.Arrow))
        .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private static readonly string[] Images = ["fw-gcc-O0-dwarf4", "fw-gcc-O2-dwarf5", "fw-gcc-Os-dwarf4", "fw-clang-Og-dwarf5", "fw-clang-O2-dwarf5"];

    private static IEnumerable<TestCaseData> Stops() => Images.SelectMany(image =>
        FrameCapture.Read(image).Select(capture => new TestCaseData(image, capture).SetArgDisplayNames(image, capture.Name)));

    [TestCaseSource(nameof(Stops))]
    public void GetVariables_RealStop_GivesGdbsValues(string image, object stop)
    {
        var capture = (FrameCapture)stop;
        var frames = capture.Unwind();
        // At the first instruction of an inlined call gdb still shows its caller.
        while (frames[0].Source.IsInlined && GdbText.Plain(frames[0].Source.Name) != GdbText.Plain(capture.Expected[0].Function)) frames.RemoveAt(0);
        Assert.That(frames.Select(f => GdbText.Plain(f.Source.Name)).Take(capture.Expected.Count), Is.EqualTo(capture.Expected.Select(e => GdbText.Plain(e.Function))).AsCollection);
        List<string> differences = [];
        for (int i = 0; i < capture.Expected.Count; i++)
        {
            Dictionary<string, NamedValue> ours = frames[i].Scope.GetVariables().Where(v => !v.IsShadowed).ToDictionary(v => v.Variable.Name, v => v.Variable, StringComparer.Ordinal);
            foreach ((string name, string gdb) in capture.Expected[i].Variables)
            {
                string shown = ours.TryGetValue(name, out NamedValue? variable) ? GdbText.Print(frames[i].Inspector, variable.Value, Whole) : "missing";
                string key = $"{image} {capture.Name} {i} {name}";
                string expected = Differences.TryGetValue(key, out string? known) ? known : GdbText.Normalise(gdb);
                if (shown != expected) differences.Add($"{key} => {shown} | gdb: {expected}");
            }
        }

        Assert.That(differences, Is.Empty);
    }

    [TestCaseSource(nameof(Stops))]
    public void Evaluate_EachVariableByName_GivesTheSameObject(string image, object stop)
    {
        Assert.That(image, Is.Not.Empty);
        foreach ((_, ValueInspector inspector, var scope) in ((FrameCapture)stop).Unwind())
        {
            foreach (NamedValue variable in scope.GetVariables().Select(v => v.Variable).Where(v => v.EvaluateName is not null))
                Assert.That(inspector.Evaluate(variable.EvaluateName!).Value.Location.ToString(), Is.EqualTo(variable.Value.Location.ToString()), variable.Name);
        }
    }
}
