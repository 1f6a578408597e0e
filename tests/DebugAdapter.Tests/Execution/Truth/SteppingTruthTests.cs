using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>
/// Steps of every kind from random places of a recorded free run end where the record and llvm-dwarfdump's lines say they must.
/// <c>RSP_DEBUG_LONG=1</c>: 2,000 steps from each image, 20,000 of them in the test firmware.
/// </summary>
[TestFixture]
public sealed class SteppingTruthTests
{
    private const int Instructions = 60_000;

    private static IEnumerable<string> Images => Firmware.Variants.Concat(LiveBoard.SteppingImages);

    private static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static int StepsPerImage => IsLong ? 2_000 : 100;

    [TestCaseSource(nameof(Images))]
    public async Task Step_FromAnywhere_EndsWhereTheRecordSays(string variant)
    {
        if (ExternalProgram.Find(DwarfDump.Program) is null)
            Assert.Ignore($"{DwarfDump.Program} is not installed: it gives the line table that steps are compared with.");
        await using LiveBoard live = await LiveBoard.StartAsync(variant);
        TruthRun truth = await TruthRun.StartAsync(live, variant, Instructions, seed: 1);
        await truth.RunAsync(StepsPerImage);
        IReadOnlyList<string> known = KnownDifferences.Of(variant);
        string[] found = [.. truth.Differences.Select(d => d.Split('|')[0].Trim()).Distinct()];
        string[] unlisted = [.. truth.Differences.Where(d => !known.Contains(d.Split('|')[0].Trim()))];
        TestContext.Out.WriteLine($"{variant}: {truth.Steps} steps, {truth.Differences.Count} differences");
        Assert.That(unlisted, Is.Empty, string.Join('\n', unlisted));
        if (IsLong)
            Assert.That(known.Except(found), Is.Empty, "listed, but steps agree: take the line out of stepping-differences.txt");
        Assert.That(live.ArmedComparators(), Is.Zero, "a temporary breakpoint was left behind");
    }

    [Test]
    public void Differences_Listed_NameImagesThatExist() => Assert.That(KnownDifferences.Images().Except(Images), Is.Empty);
}
