using System.Text;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Image.Loading;

/// <summary>Which kind of file it is, where plain bytes go, and files that do not go together.</summary>
[TestFixture]
public sealed class LoadImageTests
{
    [TestCase("app.bin@0x27000", "app.bin", 0x27000L)]
    [TestCase("app.bin@4096", "app.bin", 4096L)]
    [TestCase("app@home/fw.bin", "app@home/fw.bin", null)]
    [TestCase("app@home/fw.bin@0x0", "app@home/fw.bin", 0L)]
    [TestCase("@0x10", "@0x10", null)]
    public void Parse_LoadFileName_TakesTheAddressOff(string text, string path, long? address) =>
        Assert.That(LoadFileName.Parse(text), Is.EqualTo(new LoadFileName(path, address is { } value ? new LaunchAddress((ulong)value) : null)));

    [Test]
    public void Open_Device_IsRefusedInsteadOfReadForEver()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Only Linux tells what a path leads to before it is opened.");
        Assert.That(Assert.Throws<ImageFileException>(() => LoadImage.Open(LoadFileName.Parse("/dev/zero@0x0")))!.Message, Does.Contain("It is a character device, not a file."));
    }

    [Test]
    public void Read_PlainBytesAtAnAddress_GivesOnePart()
    {
        LoadPart part = LoadImage.Read(LoadFileName.Parse("a.bin@0x1000"), [1, 2, 3]).Parts.Single();
        Assert.That((part.Address, Convert.ToHexString(part.Data.Span)), Is.EqualTo((0x1000u, "010203")));
    }

    [TestCase("a.bin", "000000200100", "plain bytes have no address. Write where they go, such as \"a.bin@0x0\".")]
    [TestCase("a.bin@0xffffffff", "0102", "goes beyond the 32-bit address space")]
    [TestCase("a.bin@0x0", "", "is empty")]
    [TestCase("a.uf2@0x0", "5546320a57515d9e", "is a UF2 file")]
    [TestCase("a.elf", "7f454c46", "is not an ELF file that can be used")]
    [TestCase("a.hex@0x0", "3a303030303030303146460a", "has addresses of its own. Leave out \"@0x0\"")]
    public void Read_WhatCannotBeUsed_SaysWhatToDo(string name, string hex, string message) =>
        Assert.That(Assert.Throws<ImageFileException>(() => LoadImage.Read(LoadFileName.Parse(name), Convert.FromHexString(hex)))!.Message, Does.Contain(message));

    [Test]
    public void Open_MissingFile_IsATypedError() =>
        Assert.That(Assert.Throws<ImageFileException>(() => LoadImage.Open(LoadFileName.Parse("/none/a.hex")))!.Message, Does.Contain("/none/a.hex").And.Contain("Build it"));

    [Test]
    public void RequireAgreement_TwoFilesDisagree_NamesBothAndTheAddress()
    {
        LoadImage first = At("boot.bin@0x0", "aabbccdd"), same = At("same.bin@0x2", "ccdd0102"), other = At("app.bin@0x3", "de");
        Assert.That(() => LoadSet.RequireAgreement([first, same]), Throws.Nothing);
        ImageFileException refused = Assert.Throws<ImageFileException>(() => LoadSet.RequireAgreement([same, other, first]))!;
        Assert.That(refused.Message, Does.Contain("app.bin").And.Contain("0x00000003"));
    }

    [Test]
    public void Merge_PartsThatOverlap_GivesEachByteOnce()
    {
        LoadImage first = At("boot.bin@0x0", "aabbccdd"), second = At("same.bin@0x2", "ccdd0102"), inside = At("in.bin@0x1", "bb"), after = At("app.bin@0x10", "ff");
        var text = new StringBuilder();
        foreach (LoadPart part in LoadSet.Merge(new[] { after, second, first, inside }.SelectMany(image => image.Parts)))
            text.Append($"{part.Address:x}:{Convert.ToHexStringLower(part.Data.Span)} ");
        Assert.That(text.ToString(), Is.EqualTo("0:aabbccdd 4:0102 10:ff "));
    }

    private static LoadImage At(string name, string hex) => LoadImage.Read(LoadFileName.Parse(name), Convert.FromHexString(hex));
}
