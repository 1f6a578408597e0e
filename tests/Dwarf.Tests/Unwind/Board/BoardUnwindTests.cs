using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>Our backtrace against the true call stack at the instructions of running firmware: nested interrupts, lazy floating point, both stacks.</summary>
public sealed class BoardUnwindTests
{
    private const int Steps = 150_000;
    private const int LongestWait = 200_000;
    // Each instruction is looked at in its first few contexts: later ones are loops.
    private const int ContextsPerInstruction = 3;

    public static IEnumerable<TestCaseData> Variants() =>
        Firmware.Variants.SelectMany(variant => (bool[])[true, false], (variant, withTables) => new TestCaseData(variant, withTables).SetArgDisplayNames(variant, withTables ? "tables" : "instructions alone"));

    [TestCaseSource(nameof(Variants))]
    public void Walk_EveryInstruction_EqualsTheShadowStack(string variant, bool withTables)
    {
        ElfImage image = TestImages.Load(Firmware.ImagePath(variant));
        var shadow = new ShadowStack(image);
        UnwindTables tables = withTables ? UnwindTables.Load(image) : new UnwindTables { Code = new ElfCodeMap(image) };
        var seen = new Dictionary<uint, int>();
        var wrong = new List<string>();
        int compared = 0, deepest = 0;
        for (int step = 0; step < Steps; step++, shadow.Step())
        {
            deepest = Math.Max(deepest, shadow.Nesting);
            if ((seen[shadow.Pc] = seen.GetValueOrDefault(shadow.Pc) + 1) > ContextsPerInstruction)
                continue;
            compared++;
            if (Compare(tables, shadow) is { } text && wrong.Count < 5)
                wrong.Add($"step {step}, {text}");
        }
        TestContext.Out.WriteLine($"{compared} of {Steps} stops compared, {seen.Count} instructions, exceptions nested {deepest} deep");
        Assert.That(wrong, Is.Empty);
        Assert.That((compared > 2_000, deepest >= 2), Is.EqualTo((true, true)), "the firmware must get somewhere");
    }

    [TestCase("gcc-O2-dwarf5", true)]
    [TestCase("gcc-O2-dwarf5", false)]
    [TestCase("clang-O2-dwarf5", true)]
    [TestCase("clang-O2-dwarf5", false)]
    public void Walk_InterruptsAtAnyInstruction_EqualsTheShadowStack(string variant, bool withTables)
    {
        ElfImage image = TestImages.Load(Firmware.ImagePath(variant));
        var shadow = new ShadowStack(image);
        UnwindTables tables = withTables ? UnwindTables.Load(image) : new UnwindTables { Code = new ElfCodeMap(image) };
        int[] exceptions = [14, 15, 16 + 20, 16 + 21];      // PendSV, SysTick, the firmware's two interrupts: four priorities
        var random = new Random(3);
        var wrong = new List<string>();
        int deepest = 0, compared = 0;
        for (int step = 0; compared < Mutations.Count(3_000); step++, shadow.Step())
        {
            if (random.Next(60) == 0)
                shadow.Pend(exceptions[random.Next(exceptions.Length)]);
            deepest = Math.Max(deepest, shadow.Nesting);
            if (shadow.Nesting < 2 && random.Next(20) != 0)
                continue;
            compared++;
            if (Compare(tables, shadow) is { } text && wrong.Count < 5)
                wrong.Add($"step {step}, {text}");
        }
        Assert.That(wrong, Is.Empty);
        Assert.That(deepest, Is.GreaterThanOrEqualTo(3));
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
            Assert.That(Compare(tables, shadow), Is.Null, $"cause {number}");
            Backtrace backtrace = new Unwinder(tables, shadow.Memory).Walk(shadow.ReadRegisters(), 20);
            Assert.That(backtrace.Frames.Single(frame => frame.Exception is not null).Exception!.Name, Is.EqualTo("HardFault"));
        }
        Assert.That(faults, Is.GreaterThanOrEqualTo(6));
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

    // Null when our frames and their registers are the true ones.
    private static string? Compare(UnwindTables tables, ShadowStack shadow)
    {
        Backtrace backtrace = new Unwinder(tables, shadow.Memory).Walk(shadow.ReadRegisters(), 100);
        string? text = Difference(backtrace, [.. shadow.Frames]);
        if (text is not null && shadow.Frames.Any(frame => frame.IsLocal))
            text = Difference(backtrace, [.. shadow.Frames.Where(frame => !frame.IsLocal)]);
        return text is null ? null : $"pc {shadow.Pc:x}: {text}";
    }

    private static string? Difference(Backtrace backtrace, ShadowFrame[] expected)
    {
        UnwindFrame[] callers = [.. backtrace.Frames.Skip(1)];
        string ours = string.Join(' ', callers.Select(frame => $"{frame.Pc.Value:x}/{frame.Registers[CoreRegister.Sp]:x}{(frame.Exception is null ? "" : "!")}"));
        string truth = string.Join(' ', expected.Select(frame => $"{frame.Pc:x}/{frame.Sp:x}{(frame.IsException ? "!" : "")}"));
        if (ours != truth)
            return $"{ours} should be {truth}; {backtrace.Ending}";
        for (int i = 0; i < callers.Length; i++)
        {
            // A local subroutine keeps no registers: the ABI holds between functions only.
            if (!expected[i].IsLocal && RegisterDifference(callers[i], expected[i]) is { } text)
                return $"frame {i + 1} ({callers[i]}): {text}";
        }
        return null;
    }

    // A call keeps R4-R11 and S16-S31; an exception keeps everything, S0-S15 and FPSCR if they were in use.
    // R0 is left out: the firmware's supervisor call puts its result into the stacked one.
    private static string? RegisterDifference(UnwindFrame ours, ShadowFrame truth)
    {
        IEnumerable<CoreRegister> kept = Enumerable.Range((int)CoreRegister.R4, 8).Concat(Enumerable.Range((int)CoreRegister.S16, 16)).Select(number => (CoreRegister)number);
        if (truth.IsException)
        {
            kept = kept.Concat([CoreRegister.R1, CoreRegister.R2, CoreRegister.R3, CoreRegister.R12]);
            if (truth.HasFloatContext)
                kept = kept.Concat(Enumerable.Range((int)CoreRegister.S0, 16).Select(number => (CoreRegister)number)).Append(CoreRegister.Fpscr);
        }
        foreach (CoreRegister register in kept)
        {
            if (ours.Registers[register] != truth.Registers[register])
                return $"{register.Name()} is {ours.Registers[register]:x}, should be {truth.Registers[register]:x}";
        }
        return null;
    }
}
