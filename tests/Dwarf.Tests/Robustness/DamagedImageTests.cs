using System.Buffers.Binary;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Fuzz;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Robustness;

/// <summary>
/// Damaged images, asked everything: documented exceptions or diagnostics, bounded memory, an end.
/// <c>RSP_DEBUG_LONG=1</c> cuts at every length and makes a million mutations.
/// </summary>
public sealed class DamagedImageTests
{
    private const int LongMutations = 1_000_000;
    private const int ShortMutations = 840;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static readonly string[] Paths =
    [
        .. new[] { "dwarf", "unwind", "unwind/board", "stepping" }.SelectMany(folder => Directory.EnumerateFiles(FixtureFiles.PathOf(folder), "*.elf").Order(StringComparer.Ordinal)),
        .. Firmware.Variants.Select(Firmware.ImagePath),
    ];

    private static IEnumerable<TestCaseData> Images() => Paths.Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileName(path)));

    [TestCaseSource(nameof(Images))]
    public void Run_FileCut_EndsAsDocumented(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        for (int size = 0; size < file.Length; size += IsLong ? 1 : Math.Max(1, file.Length / 20))
            Check(file.AsMemory(0, size), $"cut to {size} bytes");
    }

    [TestCaseSource(nameof(Images))]
    public void Run_SectionCut_EndsAsDocumented(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        ElfSection[] sections = [.. ElfImage.Load(file, path).Sections.Where(section => ImageMutator.IsRead(section))];
        int cuts = 0;
        foreach (ElfSection section in sections)
        {
            int field = SizeField(file, section.Index), whole = (int)section.SizeInBytes;
            // Each section at one place of the short run, another one in each image.
            for (int size = IsLong ? 0 : whole * (path.Length % 7) / 7; size < whole; size += IsLong ? 1 : whole)
            {
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(field), size);
                Check(file, $"{section.Name} cut to {size} bytes");
                cuts++;
            }
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(field), whole);
        }
        Assert.That(cuts, Is.GreaterThanOrEqualTo(sections.Length - 1));
    }

    [TestCaseSource(nameof(Images))]
    public void Run_MutatedBytes_EndsAsDocumented(string path)
    {
        var mutator = new ImageMutator(File.ReadAllBytes(path));
        int cases = ((IsLong ? LongMutations : ShortMutations) / Paths.Length) + 1;
        // Each case has its own seed, so that a failure repeats alone.
        for (int seed = 1; seed <= cases; seed++)
            Check(mutator.Create(seed), $"seed {seed}");
    }

    [Test]
    public void Run_GoodImage_IsNotRefused() => Assert.That(Paths.Select(path => ImageFuzz.Run(File.ReadAllBytes(path))), Is.All.True);

    private static void Check(ReadOnlyMemory<byte> file, string what) => Assert.That(() => ImageFuzz.Run(file), Throws.Nothing, what);

    // ELF32: e_shoff at 32, headers of 40 bytes, sh_size at 20.
    private static int SizeField(byte[] file, int index) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(32)) + (40 * index) + 20;
}
