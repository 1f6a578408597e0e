using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Image;

/// <summary>Where the files that belong to an image are looked for.</summary>
public sealed class CompanionFilesTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-companions").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("stripped.debug")]
    [TestCase(".debug/stripped.debug")]
    [TestCase("BUILD-ID")]
    [TestCase(".debug/BUILD-ID")]
    public void Open_StrippedImage_TakesItsDebugFile(string place)
    {
        string image = Copy("stripped.elf", "stripped.elf");
        using (LoadedImage alone = LoadedImage.Open(image))
        {
            Assert.That(alone.Info.IsPresent, Is.False);
            Copy("stripped.debug", place.Replace("BUILD-ID", $".build-id/{alone.Elf.BuildId!.ToString()[..2]}/{alone.Elf.BuildId.ToString()[2..]}.debug", StringComparison.Ordinal));
        }

        using LoadedImage loaded = LoadedImage.Open(image);
        Assert.That(loaded.Info.FindFunctions("device_poll"), Has.Count.EqualTo(1));
        Assert.That(loaded.Elf.Symbols.TryFind("device_poll", out _), Is.True);
        Assert.That(loaded.ReadOnlySections, Is.Not.Empty);
    }

    [Test]
    public void Open_DebugFileOfAnotherBuild_IsNotTaken()
    {
        string image = Copy("stripped.elf", "stripped.elf");
        Copy("../gcc-O0-dwarf5.elf", "stripped.debug");
        using LoadedImage loaded = LoadedImage.Open(image);
        Assert.That(loaded.Info.IsPresent, Is.False);
    }

    [TestCase("gcc-Og-dwarf4.elf", "gcc-Og-dwarf4.dwo", "gcc-Og-dwarf4.dwo")]
    [TestCase("clang-O2-dwarf5-package.elf", "clang-O2-dwarf5-package.elf.dwp", "clang-O2-dwarf5-package.elf.dwp")]
    [TestCase("clang-O2-dwarf5-package.elf", "clang-O2-dwarf5-package.elf.dwp", "clang-O2-dwarf5-package.dwp")]
    public void Open_SplitImage_FindsItsUnitsBesideIt(string image, string companion, string name)
    {
        string path = Copy(image, image);
        Copy(companion, name);
        using LoadedImage loaded = LoadedImage.Open(path);
        Assert.That(loaded.Info.FindVariable("g_device")?.Type.Name, Is.EqualTo("device_t").Or.EqualTo("struct device"));
        Assert.That(loaded.Info.TryFindLine(new CodeAddress(0x0800_0010), out _), Is.True);
        Assert.That(loaded.Info.Diagnostics, Is.Empty);
    }

    [TestCase("gnu-gcc-Og-dwarf4.elf", "gnu.sup", "gnu.sup")]
    [TestCase("gnu-gcc-Og-dwarf4.elf", "gnu.sup", ".debug/gnu.sup")]
    [TestCase("gnu-gcc-Og-dwarf4.elf", "gnu.sup", ".debug/.dwz/gnu.sup")]
    [TestCase("gnu-gcc-Og-dwarf4.elf", "gnu.sup", ".debug/.build-id/BUILD-ID")]
    [TestCase("sup-gcc-Og-dwarf5.elf", "sup.sup", "sup.sup")]
    public void Open_ImageWithASupplementaryFile_FindsIt(string image, string supplement, string place)
    {
        string path = Copy("../dwz/" + image, image);
        Copy("../dwz/gnu-gcc-O2-dwarf4.elf", "gnu-gcc-O2-dwarf4.elf");
        string id = ElfImage.Load(FixtureFiles.Read("dwarf/dwz/" + image), image).SupplementaryLink!.Id.ToString();
        string found = Copy("../dwz/" + supplement, place.Replace("BUILD-ID", $"{id[..2]}/{id[2..]}.debug", StringComparison.Ordinal));
        List<string> told = [];
        using LoadedImage loaded = LoadedImage.Open(path, told.Add);
        Assert.That(loaded.Info.FindVariable("g_device")?.Type.Name, Is.EqualTo("device_t"));
        Assert.That(loaded.Info.Diagnostics, Is.Empty);
        Assert.That(told, Has.Some.Contains(found));
    }

    [Test]
    public void Open_DebugFileWithASupplementaryFile_FindsItBesideTheDebugFile()
    {
        string image = Copy("stripped.elf", "stripped.elf");
        Copy("../dwz/sup-gcc-Og-dwarf5.elf", $".debug/.build-id/{BuildIdOf(image)}.debug");
        Copy("../dwz/sup.sup", $".debug/.build-id/{Path.GetDirectoryName(BuildIdOf(image))}/sup.sup");
        using LoadedImage loaded = LoadedImage.Open(image);
        Assert.That(loaded.Info.FindVariable("g_device")?.Type.Name, Is.EqualTo("device_t"));
        Assert.That(loaded.Info.Diagnostics, Is.Empty);
    }

    [TestCase("gcc-Og-dwarf5.elf", "of another build")]
    [TestCase("sample.c", "Not an ELF file")]
    public void Open_WrongSupplementaryFile_IsTold(string wrong, string message)
    {
        string image = Copy("../dwz/sup-gcc-Og-dwarf5.elf", "image.elf"), supplement = Copy("../" + wrong, "sup.sup");
        using LoadedImage loaded = LoadedImage.Open(image);
        Assert.That(loaded.Info.FindVariable("g_device"), Is.Null);
        Assert.That(loaded.Info.TryFindLine(new CodeAddress(0x0800_0010), out _), Is.True);
        Assert.That(loaded.Info.Diagnostics.Single().Message, Does.Contain(message).And.Contain(supplement));
    }

    private static string BuildIdOf(string image)
    {
        string id = ElfImage.Load(File.ReadAllBytes(image), image).BuildId!.ToString();
        return $"{id[..2]}/{id[2..]}";
    }

    private string Copy(string fixture, string name)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(FixtureFiles.PathOf("dwarf/split/" + fixture), path);
        return path;
    }
}
