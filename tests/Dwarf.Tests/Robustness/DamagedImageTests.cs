using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Fuzz;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Robustness;

/// <summary>
/// Damaged images, asked everything: documented exceptions or diagnostics, bounded memory, an end.
/// <c>RSP_DEBUG_LONG=1</c> cuts wherever <see cref="ImageCuts"/> says, takes larger images, too, and makes a million mutations.
/// </summary>
public sealed class DamagedImageTests
{
    private const int LongMutations = 1_100_000;
    private const int ShortMutations = 840;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static readonly string[] Paths =
    [
        .. new[] { "dwarf", "dwarf/split", "indices", "unwind", "unwind/board", "stepping" }.SelectMany(folder => Directory.EnumerateFiles(FixtureFiles.PathOf(folder), "*.elf").Order(StringComparer.Ordinal)),
        .. Firmware.Variants.Select(Firmware.ImagePath),
        FixtureFiles.PathOf("values/tinygo.elf"),
        .. IsLong ? new[] { "cpp-clang-Og-dwarf5", "cpp-gcc-O0-dwarf4", "cpp-gcc-Og-dwarf5", "rust-O0-dwarf4", "rust-O1-dwarf5" }.Select(name => FixtureFiles.PathOf($"values/{name}.elf")) : [],
    ];

    private static IEnumerable<TestCaseData> Images() => Paths.Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileName(path)));

    [TestCaseSource(nameof(Images))]
    public void Run_FileCut_EndsAsDocumented(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        foreach ((string name, ReadOnlyMemory<byte> bytes) in new ImageCuts(file).Files(IsLong ? 1 : Math.Max(1, file.Length / 20))) Check(bytes, name);
    }

    [TestCaseSource(nameof(Images))]
    public void Run_SectionCut_EndsAsDocumented(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int cuts = 0;
        foreach ((string name, ReadOnlyMemory<byte> bytes) in new ImageCuts(file).Sections(IsLong ? null : 1))
        {
            Check(bytes, name);
            cuts++;
        }

        Assert.That(cuts, Is.EqualTo(ElfImage.Load(file, path).Sections.Count(ImageMutator.IsRead)).Or.GreaterThan(100));
    }

    [TestCaseSource(nameof(Images))]
    public void Run_MutatedBytes_EndsAsDocumented(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        var mutator = new ImageMutator(file);
        // The largest ones take as long for one case as others for ten.
        int cases = ((IsLong ? LongMutations : ShortMutations) / Paths.Length / (1 + (file.Length / ImageCuts.MostFileLengths / 2))) + 1;
        // Each case has its own seed, so that a failure repeats alone.
        for (int seed = 1; seed <= cases; seed++)
            Check(mutator.Create(seed), $"seed {seed}");
    }

    // Rust's pointers have names, which are read when a type is written.
    [Test]
    public void Run_NamesOfRustCutAway_EndsAsDocumented()
    {
        int cuts = 0;
        foreach ((string name, ReadOnlyMemory<byte> bytes) in new ImageCuts(FixtureFiles.Read("values/rust-O1-dwarf5.elf")).Sections(most: 1))
        {
            if (!name.StartsWith(".debug_str", StringComparison.Ordinal)) continue;
            Check(bytes, name);
            cuts++;
        }

        Assert.That(cuts, Is.EqualTo(2), ".debug_str and .debug_str_offsets");
    }

    [Test]
    public void Run_GoodImage_IsNotRefused() => Assert.That(Paths.Select(path => ImageFuzz.Run(File.ReadAllBytes(path), out _)), Is.All.True);

    private static void Check(ReadOnlyMemory<byte> file, string what) => Assert.That(() => ImageFuzz.Run(file, out _), Throws.Nothing, what);
}
