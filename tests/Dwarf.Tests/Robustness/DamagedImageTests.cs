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
    // Spread over the images of each size; a large one takes ten times as long for a case.
    private const int SmallMutations = 840, LongSmallMutations = 900_000;
    private const int LargeMutations = 80, LongLargeMutations = 210_000;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    private static readonly string[] Paths = [.. Directory.EnumerateFiles(FixtureFiles.PathOf(""), "*", SearchOption.AllDirectories).Where(IsElf).Order(StringComparer.Ordinal), .. Firmware.Variants.Select(Firmware.ImagePath)];

    private static IEnumerable<TestCaseData> Images() => Paths.Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetRelativePath(Path.Combine(FixtureFiles.RepositoryRoot, "tests"), path)));

    [TestCaseSource(nameof(Images))]
    public void Run_FileCut_EndsAsDocumented(string path)
    {
        var file = new FuzzedFile(path);
        foreach ((string name, ReadOnlyMemory<byte> bytes) in new ImageCuts(file.Bytes).Files(IsLong ? 1 : Math.Max(1, file.Bytes.Length / 20))) Check(() => file.Run(bytes, out _), name);
    }

    [TestCaseSource(nameof(Images))]
    public void Run_SectionCut_EndsAsDocumented(string path)
    {
        var file = new FuzzedFile(path);
        int cuts = 0;
        foreach ((string name, ReadOnlyMemory<byte> bytes) in new ImageCuts(file.Bytes).Sections(IsLong ? null : 1))
        {
            Check(() => file.Run(bytes, out _), name);
            cuts++;
        }

        Assert.That(cuts, Is.EqualTo(ElfImage.Load(file.Bytes, path).Sections.Count(ImageMutator.IsRead)).Or.GreaterThan(100));
    }

    [TestCaseSource(nameof(Images))]
    public void Run_MutatedBytes_EndsAsDocumented(string path)
    {
        var file = new FuzzedFile(path);
        int length = file.Bytes.Length, cases = IsLarge(length) ? (IsLong ? LongLargeMutations : LargeMutations) : IsLong ? LongSmallMutations : SmallMutations;
        int images = Paths.Count(other => IsLarge(new FileInfo(other).Length) == IsLarge(length));
        // Each case has its own seed, so that a failure repeats alone.
        for (int seed = 1; seed <= (cases / images) + 1; seed++) Check(() => file.Run(seed, out _), $"seed {seed}");
    }

    // Rust's pointers have names, which are read when a type is written.
    [Test]
    public void Run_NamesOfRustCutAway_EndsAsDocumented()
    {
        int cuts = 0;
        foreach ((string name, ReadOnlyMemory<byte> bytes) in new ImageCuts(FixtureFiles.Read("values/rust-O1-dwarf5.elf")).Sections(most: 1))
        {
            if (!name.StartsWith(".debug_str", StringComparison.Ordinal)) continue;
            Check(() => ImageFuzz.Run(bytes, out _), name);
            cuts++;
        }

        Assert.That(cuts, Is.EqualTo(2), ".debug_str and .debug_str_offsets");
    }

    [Test]
    public void Run_GoodImage_IsNotRefused()
    {
        Assert.That(Paths.Select(path => new FuzzedFile(path)).Select(file => file.Run(file.Bytes, out _)), Is.All.True);
        Assert.That(Paths.Select(path => Path.GetExtension(path)).Distinct(), Is.SupersetOf(new[] { ".elf", ".o", ".dwo", ".dwp", ".sup", ".debug" }));
        Assert.That(Paths.Count(path => IsLarge(new FileInfo(path).Length)), Is.GreaterThanOrEqualTo(7), "of C++ and Rust");
    }

    private static void Check(Action run, string what) => Assert.That(run, Throws.Nothing, what);

    private static bool IsLarge(long size) => size > ImageMutator.MostBytesAskedWhole;

    // A big-endian image (EI_DATA is 2) is read by the same code; the damage is made in little-endian words.
    private static bool IsElf(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[6];
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic[..4].SequenceEqual("\u007fELF"u8) && magic[5] == 1;
    }
}
