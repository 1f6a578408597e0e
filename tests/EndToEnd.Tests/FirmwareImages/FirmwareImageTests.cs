using System.Security.Cryptography;
using System.Text;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.FirmwareImages;

[TestFixture]
public sealed class FirmwareImageTests
{
    private static IEnumerable<string> Variants => Firmware.Variants;

    [Test]
    public void Variants_Kept_CoverOptimisationLevelsAndDwarfVersions() =>
        Assert.That(Firmware.Variants, Is.EqualTo(new[]
        {
            "clang-O2-dwarf5", "clang-Og-dwarf5", "gcc-O0-dwarf4", "gcc-O0-dwarf5", "gcc-O2-dwarf4", "gcc-O2-dwarf5",
            "gcc-Og-dwarf4", "gcc-Og-dwarf5", "gcc-Os-dwarf4", "gcc-Os-dwarf5",
        }));

    [TestCase("SOURCES.sha256", "")]
    [TestCase("IMAGES.sha256", "built")]
    public void Hashes_Kept_MatchTheFiles(string list, string folder)
    {
        List<string> changed = [];
        foreach (string line in File.ReadAllLines(Path.Combine(Firmware.Folder, "built", list)))
        {
            string[] parts = line.Split("  ", 2);
            byte[] content = File.ReadAllBytes(Path.Combine(Firmware.Folder, folder, parts[1]));
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != parts[0]) changed.Add(parts[1]);
        }
        Assert.That(changed, Is.Empty, "Run tests/Firmware/build.sh: these are not what the images were built from.");
    }

    [TestCaseSource(nameof(Variants))]
    public void Image_DebugInformation_NamesNoFolderOfTheBuildMachine(string variant)
    {
        // /usr/ is there: the compilers' own headers, the same on each Debian machine.
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(Firmware.ImagePath(variant)));
        string[] found = [.. new[] { "/home/", "/build/", "/tmp/", "/root/", FixtureFiles.RepositoryRoot }.Where(text.Contains)];
        Assert.That(found, Is.Empty);
        Assert.That(text.Contains(Firmware.RecordedFolder, StringComparison.Ordinal), Is.True);
    }

    [TestCaseSource(nameof(Variants))]
    [CancelAfter(60_000)]
    public async Task Firmware_TwentyRoundsOnQemu_PassesItsOwnChecksAndNestsInterrupts(string variant)
    {
        using QemuMachine machine = await QemuMachine.StartAsync(Firmware.ImagePath(variant));
        string output = await Gdb.RunAsync(Firmware.ImagePath(variant),
            $"target remote {machine.GdbTarget}", "tbreak round_done if round == 20", "continue",
            """printf "rounds=%d failures=%d inner=%d outer=%d process=%d nested=%d\n", g_loops, g_check_failures, g_inner_irq_count, g_outer_irq_count, g_process_stack_runs, g_max_nesting >= 2""",
            "kill");
        Assert.That(output, Does.Contain("rounds=20 failures=0 inner=21 outer=21 process=21 nested=1"));
    }
}
