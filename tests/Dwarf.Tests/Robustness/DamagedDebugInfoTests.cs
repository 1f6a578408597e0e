using System.Buffers.Binary;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Robustness;

/// <summary>Damaged images: documented exceptions or diagnostics, bounded memory, an end. <c>RSP_DEBUG_LONG=1</c> runs a hundred times more cases.</summary>
public sealed class DamagedDebugInfoTests
{
    private const long MostBytesAllocated = 512L << 20;

    private static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static IEnumerable<TestCaseData> Sections()
    {
        foreach (string name in new[] { "gcc-Og-dwarf4", "clang-O2-dwarf5", "gcc-O2-dwarf4-64bit-types", "gcc-O0-dwarf2" })
        {
            foreach (ElfSection section in DwarfFixtures.Image(name).Sections.Where(s => s.Name.StartsWith(".debug_", StringComparison.Ordinal) || s.Name is ".symtab" or ".strtab"))
            {
                yield return new TestCaseData(name, section.Name);
            }
        }
    }

    [TestCaseSource(nameof(Sections))]
    public void Ask_SectionCutShort_NeverThrowsOtherErrors(string name, string section)
    {
        byte[] file = FixtureFiles.Read($"dwarf/{name}.elf");
        ElfImage image = ElfImage.Load(file, name);
        ElfSection cut = image.FindSection(section)!;
        int step = IsLong ? 1 : Math.Max(1, (int)cut.SizeInBytes / 40);
        for (int size = 0; size < (int)cut.SizeInBytes; size += step)
        {
            byte[] shorter = (byte[])file.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(shorter.AsSpan(SizeField(file, cut.Index)), size);
            Check(shorter, $"{section} cut to {size} bytes");
        }
    }

    [TestCase("gcc-Og-dwarf4", 1)]
    [TestCase("gcc-O2-dwarf5", 2)]
    [TestCase("clang-O2-dwarf5", 3)]
    [TestCase("clang-O0-dwarf4", 4)]
    [TestCase("gcc-O2-dwarf4-64bit-types", 5)]
    [TestCase("gcc-O2-dwarf5-zlib", 6)]
    public void Ask_MutatedBytes_NeverThrowsOtherErrors(string name, int seed)
    {
        byte[] file = FixtureFiles.Read($"dwarf/{name}.elf");
        (int Start, int Size)[] targets = [.. ElfImage.Load(file, name).Sections
            .Where(s => s.Name.StartsWith(".debug_", StringComparison.Ordinal) && s.SizeInBytes > 0).Select(s => ((int)s.FileOffset, (int)s.SizeInBytes))];
        int cases = IsLong ? 170_000 : 1_700;
        for (int i = 0; i < cases; i++)
        {
            // Each case has its own seed, so that a failure repeats alone.
            int caseSeed = (seed * 1_000_000) + i;
            Check(Mutate(file, targets, new Random(caseSeed)), $"{name}, seed {caseSeed}");
        }
    }

    private static byte[] Mutate(byte[] file, (int Start, int Size)[] targets, Random random)
    {
        byte[] mutated = (byte[])file.Clone();
        int count = 1 + random.Next(4);
        for (int i = 0; i < count; i++)
        {
            (int start, int size) = targets[random.Next(targets.Length)];
            int at = start + random.Next(size);
            mutated[at] = random.Next(4) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(mutated[at] ^ (1 << random.Next(8))),
                2 => 0xff,
                _ => 0,
            };
        }
        return mutated;
    }

    private static void Check(byte[] file, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => DebugInfoExercise.Run(file), Throws.Nothing, what);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostBytesAllocated), what);
    }

    // ELF32: e_shoff at 32, headers of 40 bytes, sh_size at 20.
    private static int SizeField(byte[] file, int index) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(32)) + (40 * index) + 20;
}
