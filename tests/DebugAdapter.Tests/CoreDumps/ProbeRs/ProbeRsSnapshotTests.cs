using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Tests.Expressions;

namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>
/// Core dumps of the probe-rs project (not part of this repository) against the frames and variables that project expects.
/// <c>probe-rs-differences.txt</c> lists where the two differ, and why; an entry that is no difference any more fails too.
/// </summary>
public sealed class ProbeRsSnapshotTests
{
    // name | variables and parts of variables that have a counterpart
    [TestCase("atsamd51p19a", 10)]
    [TestCase("nRF52833_xxAA_full_unwind", 556)]
    [TestCase("nRF52833_xxAA_systick", 127)]
    public async Task Stack_OfACoreDump_HasTheFramesAndVariablesOfProbeRs(string name, int variables)
    {
        IReadOnlyList<SnapshotFrame> expected = SnapshotFrame.Read(name);
        (List<string> differences, int compared) = await ProbeRsSession.ReadAsync(name, (session, ours) => CompareAsync(session, expected, ours));

        Assert.That(differences.Select(difference => $"{name} {difference}"), Is.EquivalentTo(KnownDifferences(name)));
        Assert.That(compared, Is.EqualTo(variables));
    }

    private static async Task<(List<string> Differences, int Compared)> CompareAsync(DebugSession session, IReadOnlyList<SnapshotFrame> expected, IReadOnlyList<BacktraceFrame> ours)
    {
        List<string> differences = [];
        int compared = 0, row = 0;
        foreach (SnapshotFrame frame in expected)
        {
            if (row == ours.Count)
            {
                differences.Add($"#{row} {frame.Function} | probe-rs: a frame | ours: the end of the stack");
                continue;
            }

            // probe-rs has a row for the exception itself; the session names it with the frame that it interrupted.
            BacktraceFrame own = ours[row];
            if (frame.Cfa is null && own.Frame.Interruption == frame.Function) continue;
            string at = $"#{row++} {frame.Function}";
            if (Text(own) != Text(frame)) differences.Add($"{at} | probe-rs: {Text(frame)} | ours: {Text(own)}");
            var comparison = new SnapshotComparison(session, own.Frame.Id);
            await comparison.CompareAsync(frame.Variables, own.Locals, at);
            differences.AddRange(comparison.Differences);
            compared += comparison.Compared;
        }

        differences.AddRange(ours.Skip(row).Select(own => $"#{own.Level} {own.Frame.Name} | probe-rs: the end of the stack | ours: a frame"));
        return (differences, compared);
    }

    private static IEnumerable<string> KnownDifferences(string name) => TextTable.Lines("probe-rs-differences.txt")
        .Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
        .Select(line => line[..line.LastIndexOf(" | ", StringComparison.Ordinal)]);

    private static string Text(SnapshotFrame frame) => $"{frame.Function} at {frame.Place} cfa {frame.Cfa:x} inlined {frame.IsInlined}";

    private static string Text(BacktraceFrame own)
    {
        StackFrame frame = own.Frame;
        return $"{frame.Name[(frame.Name.LastIndexOf(':') + 1)..]} at {frame.Path}:{frame.Line}:{frame.Column} cfa {own.Cfa:x} inlined {own.IsInlined}";
    }
}
