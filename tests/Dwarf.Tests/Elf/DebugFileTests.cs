using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Elf;

/// <summary>An image that was stripped, and the file with what was stripped from it.</summary>
public sealed class DebugFileTests
{
    private static ElfImage Stripped => ElfImage.Load(FixtureFiles.Read("dwarf/split/stripped.elf"), "stripped.elf");

    private static ElfImage DebugFile => ElfImage.Load(FixtureFiles.Read("dwarf/split/stripped.debug"), "stripped.debug");

    [Test]
    public void DebugLink_StrippedImage_NamesTheFileAndItsChecksum()
    {
        DebugLink link = Stripped.DebugLink!;
        Assert.That(link.FileName, Is.EqualTo("stripped.debug"));
        Assert.That(link.Matches(FixtureFiles.Read("dwarf/split/stripped.debug")), Is.True);
        Assert.That(link.Matches(FixtureFiles.Read("dwarf/gcc-Og-dwarf5.elf")), Is.False);
        Assert.That(DebugFile.BuildId, Is.EqualTo(Stripped.BuildId));
        Assert.That(DwarfFixtures.Image("gcc-Og-dwarf5").DebugLink, Is.Null);
    }

    [Test]
    public void WithDebugFile_StrippedImage_AnswersAsTheWholeOne()
    {
        ElfImage stripped = Stripped;
        Assert.That(DebugInfo.Load(stripped).IsPresent, Is.False);
        DebugInfo info = DebugInfo.Load(stripped.WithDebugFile(DebugFile)), whole = DwarfFixtures.Load("gcc-Og-dwarf5");
        foreach (string name in new[] { "main", "device_poll", "app::use" })
        {
            FunctionInfo expected = whole.FindFunctions(name).Single(), actual = info.FindFunctions(name).Single();
            Assert.That(actual.Ranges, Is.EqualTo(expected.Ranges));
            Assert.That(info.GetFrames(actual.EntryPoint).Select(f => f.Location), Is.EqualTo(whole.GetFrames(actual.EntryPoint).Select(f => f.Location)));
        }
        Assert.That(info.FindVariable("g_device"), Is.Not.Null);
        Assert.That(info.Image.Symbols, Has.Count.EqualTo(whole.Image.Symbols.Count));
    }

    [Test]
    public void WithDebugFile_BytesOfTheProgram_StayThoseOfTheImage()
    {
        ElfImage image = Stripped.WithDebugFile(DebugFile);
        byte[] own = new byte[16], whole = new byte[16];
        Assert.That(image.TryRead(new(0x0800_0000), own), Is.True);
        Assert.That(DwarfFixtures.Image("gcc-Og-dwarf5").TryRead(new(0x0800_0000), whole), Is.True);
        Assert.That(own, Is.EqualTo(whole));
    }
}
