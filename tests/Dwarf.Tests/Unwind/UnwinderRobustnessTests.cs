using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.Dwarf.Unwind.Ehabi;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>Damaged tables, registers and stacks: a walk ends in bounded time with frames and an ending, whatever it meets.</summary>
public sealed class UnwinderRobustnessTests
{
    private const uint Ram = 0x2003_E000;
    private const int RamSize = 0x2000;

    [TestCase("gcc-O2-dwarf5")]
    [TestCase("clang-O2-dwarf5")]
    public void Walk_RandomRegistersAndStacks_End(string variant)
    {
        ElfImage image = TestImages.Load(Firmware.ImagePath(variant));
        UnwindTables tables = UnwindTables.Load(image);
        CodeAddress[] functions = [.. tables.Frames!.Starts];
        var random = new Random(11);
        for (int i = 0; i < Mutations.Count(2_000); i++)
            AssertBounded(new Unwinder(tables, RandomStack(image, functions, random)).Walk(RandomRegisters(functions, random), 64));
    }

    [Test]
    public void Walk_DamagedTables_End()
    {
        ElfImage image = TestImages.Load(Firmware.ImagePath("clang-O2-dwarf5"));
        var code = new ElfCodeMap(image);
        CodeAddress[] functions = [.. FrameTable.Load(image).Starts];
        ElfSection index = image.Sections.First(section => section.Type == ElfSectionType.ArmExidx);
        byte[] frames = image.FindSection(".debug_frame")!.Data.ToArray(), exceptions = index.Data.ToArray();
        var random = new Random(12);
        for (int i = 0; i < Mutations.Count(1_000); i++)
        {
            var tables = new UnwindTables
            {
                Code = code,
                Frames = i % 2 == 0 ? new FrameTable([new FrameSectionSource(Mutations.Mutate(frames, random), SectionId.DebugFrame)], _ => false) : null,
                Exceptions = new EhabiTable(Mutations.Mutate(exceptions, random), index.Address, code),
            };
            AssertBounded(new Unwinder(tables, RandomStack(image, functions, random)).Walk(RandomRegisters(functions, random), 64));
        }
    }

    [Test]
    public void ExceptionTable_CutAtEveryLength_GivesEntriesOrTypedErrors()
    {
        ElfImage image = TestImages.Load(FixtureFiles.PathOf("unwind/ehabi.elf"));
        ElfSection index = image.Sections.First(section => section.Type == ElfSectionType.ArmExidx);
        for (int length = 0; length <= index.Data.Length; length++)
        {
            var table = new EhabiTable(index.Data[..length], index.Address, new ElfCodeMap(image));
            for (ulong address = 0x0800_0100; address < 0x0800_0130; address += 2)
                Assert.That(() => FindOrReport(table, new CodeAddress(address)), Throws.Nothing, $"cut at {length}");
        }
    }

    private static void FindOrReport(EhabiTable table, CodeAddress address)
    {
        try
        {
            table.TryFind(address, out _);
        }
        catch (DwarfFormatException exception)
        {
            Assert.That(exception.Section, Is.EqualTo(SectionId.ArmExidx));
        }
    }

    // Frames lie ever higher on their stack, and no frame repeats.
    private static void AssertBounded(Backtrace backtrace)
    {
        Assert.That(backtrace.Ending, Is.Not.InstanceOf<UnwindResult.Frame>());
        Assert.That(backtrace.Frames.Length, Is.LessThanOrEqualTo(64));
        foreach ((UnwindFrame callee, UnwindFrame caller) in backtrace.Frames.Zip(backtrace.Frames.Skip(1)))
        {
            if (callee.Stack == caller.Stack)
                Assert.That(caller.Registers[CoreRegister.Sp], Is.GreaterThanOrEqualTo(callee.Registers[CoreRegister.Sp]!.Value));
        }
        // Behind a call at its very end a function leaves the address of the next one, which is another frame.
        Assert.That(backtrace.Frames.Select(frame => (frame.Pc, frame.LookupPc, frame.Cfa, frame.Registers[CoreRegister.Sp], frame.Stack)), Is.Unique);
    }

    private static RangeMemory RandomStack(ElfImage image, CodeAddress[] functions, Random random)
    {
        uint[] words = new uint[RamSize / 4];
        for (int i = 0; i < words.Length; i++)
            words[i] = RandomWord(functions, random);
        RangeMemory memory = new RangeMemory(image).AddWords(Ram, words);
        return random.Next(2) == 0 ? memory : memory.AddWords(0xE000_EF34, (uint)random.Next(), RandomWord(functions, random));
    }

    private static RegisterSet RandomRegisters(CodeAddress[] functions, Random random)
    {
        var values = Enumerable.Range(0, 64).Select(i => new KeyValuePair<CoreRegister, uint>((CoreRegister)i, RandomWord(functions, random))).ToList();
        values.Add(new(CoreRegister.Sp, Ram + 8 * (uint)random.Next(RamSize / 16)));
        values.Add(new(CoreRegister.Pc, (uint)functions[random.Next(functions.Length)].Value + 2 * (uint)random.Next(40)));
        values.Add(new(CoreRegister.Xpsr, 0x0100_0000 + (uint)random.Next(20)));
        return RegisterSet.FromLive(values);
    }

    // Values that look like something, so that walks get deep.
    private static uint RandomWord(CodeAddress[] functions, Random random) => random.Next(6) switch
    {
        0 => (uint)random.Next(),
        1 => 0xFFFF_FF80u + (uint)random.Next(128),
        2 => Ram + 4 * (uint)random.Next(RamSize / 4),
        3 => 0x0100_0000u + (uint)random.Next(512),
        _ => (uint)functions[random.Next(functions.Length)].Value + (uint)random.Next(60),
    };
}
