using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests;

/// <summary>The images that unwinding tests run over: every variant of the firmware and every fixture.</summary>
internal static class TestImages
{
    public static IEnumerable<string> Paths() =>
        Firmware.Variants.Select(Firmware.ImagePath).Concat(Directory.EnumerateFiles(FixtureFiles.PathOf("dwarf"), "*.elf").Order(StringComparer.Ordinal));

    public static IEnumerable<TestCaseData> Cases() => Paths().Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileName(path)));

    public static ElfImage Load(string path) => ElfImage.Load(File.ReadAllBytes(path), Path.GetFileName(path));
}
