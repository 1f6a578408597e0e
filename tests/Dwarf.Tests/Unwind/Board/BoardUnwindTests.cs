using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>Our backtrace against the true call stack at every instruction of running firmware: nested interrupts, lazy floating point, both stacks.</summary>
/// <remarks>
/// <c>known-misses.txt</c> lists the instructions where it is wrong, and why. Each image is run for a short while;
/// <c>RSP_DEBUG_LONG=1</c> runs all of them until each instruction was seen in all its contexts, and interrupted.
/// </remarks>
public sealed class BoardUnwindTests
{
    private const int LongestWait = 200_000;
    private const int ProgramStart = 10_000;              // reset has cleared memory and set up the interrupts by then
    private const int MostMissesShown = 1000;
    private const double LeastShareWithoutTables = 0.99;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static readonly Dictionary<string, string> KnownMisses = File.ReadLines(Path.Combine(FixtureFiles.RepositoryRoot, "tests/Dwarf.Tests/Unwind/Board/known-misses.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | ")).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static IEnumerable<TestCaseData> Images()
    {
        foreach (string variant in Firmware.Variants)
            yield return Case(variant, Firmware.ImagePath(variant));
        foreach (string path in Directory.EnumerateFiles(FixtureFiles.PathOf("stepping"), "*.elf").Concat(Directory.EnumerateFiles(FixtureFiles.PathOf("unwind/board"), "*.elf")).Order(StringComparer.Ordinal))
            yield return Case(Path.GetFileNameWithoutExtension(path), path);
    }

    private static TestCaseData Case(string name, string path) => new TestCaseData(name, path).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Images))]
    public void Walk_EveryInstruction_EqualsTheShadowStack(string name, string path)
    {
        bool isFirmware = path.Contains("Firmware", StringComparison.Ordinal), isStepping = path.Contains("stepping", StringComparison.Ordinal);
        UnwindRun run = new UnwindRun(name, TestImages.Load(path), hasSysTick: isFirmware) { KnownMisses = KnownMisses.Keys.ToHashSet(StringComparer.Ordinal), MostContexts = IsLong ? int.MaxValue : 3 }.Plain(IsLong ? 1_000_000 : 40_000);
        // The stepping images enable no interrupt; PendSV alone would end them.
        if (!isStepping)
            run.Interrupted(IsLong ? 3_000_000 : 30_000, seed: 3, ProgramStart);
        Report(run);
        var unknown = run.Misses.Where(miss => !KnownMisses.ContainsKey(miss.Key)).Select(miss => $"{miss.Key}: {miss.Value}").ToList();
        unknown.Take(MostMissesShown).ToList().ForEach(TestContext.Out.WriteLine);
        Assert.That(unknown.Take(5), Is.Empty, $"{unknown.Count} instructions are wrong");
        Assert.That(run.Contexts, Is.GreaterThan(100), "the program must get somewhere");
        Assert.That(isStepping || run.DeepestNesting >= 2, Is.True, "exceptions must nest");
        foreach (UnwindInformation mode in run.Modes)
        {
            List<string> healed = [.. run.Instructions.Select(pc => run.Place(pc, mode)).Where(place => KnownMisses.ContainsKey(place) && !run.Misses.ContainsKey(place))];
            Assert.That(IsLong ? healed : [], Is.Empty, "remove these from known-misses.txt");
            double share = 1 - ((double)run.Wrong.GetValueOrDefault(mode) / run.Contexts);
            Assert.That(share, Is.GreaterThanOrEqualTo(LeastShareWithoutTables), mode.ToString());
        }
        List<string> withFrames = [.. run.Instructions.Where(run.HasFrame).Select(pc => run.Place(pc, UnwindInformation.All)).Where(run.Misses.ContainsKey)];
        Assert.That(withFrames, Is.Empty, "call frame information leaves nothing to guess");
    }

    // Each frame of three is basic or extended, its lazy write pending or not (of a basic one: of another frame), on either stack, padded or not.
    [TestCase("nest-gcc-O1")]
    [TestCase("nest-clang-O2")]
    public void Walk_ExceptionsThreeDeep_AllCombinationsOfFrames(string name)
    {
        ElfImage image = TestImages.Load(FixtureFiles.PathOf($"unwind/board/{name}.elf"));
        UnwindTables tables = UnwindTables.Load(image);
        var shadow = new ShadowStack(image);
        var seen = new HashSet<string>();
        var frames = new HashSet<(bool, bool, bool, bool)>();
        Assert.That(image.Symbols.TryFind("g_rounds", out ElfSymbol rounds), Is.True);
        while (shadow.ReadWord((uint)rounds.Address.Value) < (IsLong ? 2048 : 1024))
        {
            shadow.Step();
            if (shadow.Nesting != 3)
                continue;
            uint? pending = shadow.PendingFrame;
            (bool, bool, bool, bool)[] combination = [.. shadow.Frames.Where(frame => frame.IsException).Select(frame => frame.Exception!)
                .Select(exception => (exception.IsExtended, exception.IsExtended ? exception.FrameBase == pending : pending is not null, exception.OnProcessStack, exception.IsPadded))];
            if (!seen.Add($"{shadow.Pc} {string.Join(' ', combination)}"))
                continue;
            frames.UnionWith(combination);
            Assert.That(BacktraceDifference.Find(tables, shadow), Is.Null, $"pc {shadow.Pc:x}");
        }
        TestContext.Out.WriteLine($"{seen.Count} stops three deep, {frames.Count} combinations");
        Assert.That(frames, Has.Count.EqualTo(16));
    }

    [TestCase("gcc-O0-dwarf5")]
    [TestCase("gcc-Os-dwarf5")]
    [TestCase("clang-O2-dwarf5")]
    public void Walk_EachFault_LeadsBackToItsCause(string variant)
    {
        ElfImage image = TestImages.Load(Firmware.ImagePath(variant));
        UnwindTables tables = UnwindTables.Load(image);
        uint cause = AddressOf(image, "g_fault_cause"), run = AddressOf(image, "run_fault"), stop = AddressOf(image, "fault_stop");
        int faults = 0;
        for (uint number = 1; number <= 7; number++)
        {
            var shadow = new ShadowStack(image);
            Assert.That(TryRunTo(shadow, run), Is.True);
            shadow.WriteWord(cause, number);
            // The optimiser drops a division whose result nobody reads: that cause does not fault there.
            if (!TryRunTo(shadow, stop))
                continue;
            faults++;
            Assert.That(BacktraceDifference.Find(tables, shadow), Is.Null, $"cause {number}");
            Backtrace backtrace = new Unwinder(tables, shadow.Memory).Walk(shadow.ReadRegisters(), 20);
            Assert.That(backtrace.Frames.Single(frame => frame.Exception is not null).Exception!.Name, Is.EqualTo("HardFault"));
        }
        Assert.That(faults, Is.GreaterThanOrEqualTo(6));
    }

    private static void Report(UnwindRun run)
    {
        string wrong = string.Join(", ", run.Modes.Select(mode => $"{mode} {run.Wrong.GetValueOrDefault(mode)}"));
        TestContext.Out.WriteLine($"{run.Contexts} contexts of {run.Instructions.Count} instructions, {run.InterruptedInstructions} of them interrupted, {run.DeepestNesting} deep; wrong: {wrong}");
    }

    private static uint AddressOf(ElfImage image, string name)
    {
        Assert.That(image.Symbols.TryFind(name, out ElfSymbol symbol), Is.True);
        return (uint)symbol.Address.Value;
    }

    private static bool TryRunTo(ShadowStack shadow, uint pc)
    {
        for (int step = 0; step < LongestWait; step++, shadow.Step())
        {
            if (shadow.Pc == pc)
                return true;
        }
        return false;
    }
}
