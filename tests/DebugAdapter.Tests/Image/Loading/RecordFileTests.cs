using System.Text;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Image.Loading;

/// <summary>Intel HEX and S-records, good and bad; the oracle is objcopy.</summary>
[TestFixture]
public sealed class RecordFileTests
{
    private const string Image = "gcc-Og-dwarf5";

    // text with / for a line feed | "" or the parts as address:hex | error with its line
    private const string Table = """
        :00000001FF                                                             |                            | has no bytes
        :0300300002337A1E/:00000001FF                                           | 0x00000030:02337a          |
        :0200330001CA00/:0300300002337A1E/:02003600BEEF1B/:00000001FF           | 0x00000030:02337a01ca,0x00000036:beef |
        :0200340001CAFE/:00000001FF                                             |                            | line 1: the checksum is FE and should be FF
        :020000040800F2/:0200000011AB42/:00000001FF                             | 0x08000000:11ab            |
        :020000021000EC/:0200000011AB42/:00000001FF                             | 0x00010000:11ab            |
        :02FFFF0011AB44/:00000001FF                                             | 0x0000ffff:11ab            |
        :020000021000EC/:02FFFF0011AB44/:00000001FF                             |                            | line 2: the record goes beyond its segment
        :02000004FFFFFC/:02FFFF0011AB44/:00000001FF                             |                            | line 2: the record goes beyond the 32-bit address space
        :0400000508000129C5/:0200000011AB42/:00000001FF                         | 0x00000000:11ab            |
        :0200000011AB42                                                         |                            | line 1: the end record
        :0200000011AB43/:00000001FF                                             |                            | line 1: the checksum is 43 and should be 42
        :0200000011AB4/:00000001FF                                              |                            | line 1: the line ends within a byte
        :0200000011AG42/:00000001FF                                             |                            | line 1: 'AG' is not a hexadecimal number
        :0300000011AB41/:00000001FF                                             |                            | line 1: the record says 3 bytes of data and has 2
        :020000/:00000001FF                                                     |                            | line 1: the record has 3 bytes, fewer than 5
        :0200000011AB42//0200000011AB42/:00000001FF                             |                            | line 3: a line of Intel HEX starts with ':'
        :0000000AF6/:00000001FF                                                 |                            | line 1: 0A is not a type of record
        :0100000408F3/:00000001FF                                               |                            | line 1: an address record has 2 bytes of data; this one has 1
        :0200000011AB42/:0200010022CD0E/:00000001FF                             |                            | line 2: 0x00000001 was given already in line 1
        :0200000011AB42/:00000001FF/:0200020022CD0D                             |                            | line 3: there is a line after the end record in line 2
        S00600004844521B/S105000011AB3E/S9030000FC                              | 0x00000000:11ab            |
        S10500001 AB3E                                                          |                            | line 1: '1 ' is not a hexadecimal number
        S30720000000BEEF2B/S70500000000FA                                       | 0x20000000:beef            |
        S105000011AB3F/S9030000FC                                               |                            | line 1: the checksum is 3F and should be 3E
        S106000011AB3E/S9030000FC                                               |                            | line 1: the record says 6 bytes and has 5
        S405000011AB3E/S9030000FC                                               |                            | line 1: S4 is not a type of record
        S105000011AB3E                                                          |                            | line 1: the end record
        S105000011AB3E/S5030002FA/S9030000FC                                    |                            | line 2: 2 data records are announced and 1 are there
        """;

    private static IEnumerable<TestCaseData> Rows() => Table.Split('\n').Select(static line => line.Split('|').Select(static cell => cell.Trim()).ToArray())
        .Select(static cells => new TestCaseData(cells[0], cells[1], cells[2]).SetArgDisplayNames(cells[0]));

    [TestCaseSource(nameof(Rows))]
    public void Read_Text_GivesPartsOrNamesTheLine(string text, string expected, string error)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text.Replace('/', '\n'));
        if (error.Length == 0)
        {
            IReadOnlyList<LoadPart> parts = LoadImage.Read(new LoadFileName("a.hex", null), bytes).Parts;
            Assert.That(string.Join(',', parts.Select(static part => $"0x{part.Address:x8}:{Convert.ToHexStringLower(part.Data.Span)}")), Is.EqualTo(expected));
        }
        else
        {
            ImageFileException refused = Assert.Throws<ImageFileException>(() => LoadImage.Read(new LoadFileName("a.hex", null), bytes))!;
            Assert.That(refused.Message, Does.Contain(error).And.StartWith("'a.hex'"));
        }
    }

    [TestCase("ihex")]
    [TestCase("srec")]
    public async Task Open_WhatObjcopyMadeOfAnImage_HoldsTheBytesOfItsSegments(string form)
    {
        if (ExternalProgram.Find("arm-none-eabi-objcopy") is not { } objcopy) { Assert.Ignore("arm-none-eabi-objcopy is not installed"); return; }
        string file = Path.Combine(Path.GetTempPath(), $"rsp-debug-{Guid.NewGuid():N}.{form}");
        try
        {
            await ExternalProgram.RunAsync(objcopy, ["-O", form, Firmware.ImagePath(Image), file]);
            LoadImage copy = LoadImage.Open(new LoadFileName(file, null));
            Assert.That(Bytes(copy), Is.EqualTo(Bytes(LoadImage.Open(new LoadFileName(Firmware.ImagePath(Image), null)))));
            Assert.That(copy.SizeInBytes, Is.GreaterThan(1000));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The line of each byte that is changed is damaged, or the change is one that the format allows (case of a digit).
    [TestCase(":020000040800F2\n:10010000214601360121470136007EFE09D2190140\n:00000001FF\n")]
    [TestCase("S00600004844521B\nS1130000285F245F2212226A000424290008237C2A\nS5030001FB\nS9030000FC\n")]
    public void Read_CutAnywhereOrMutated_GivesTheSameBytesOrATypedError(string text)
    {
        byte[] whole = Encoding.ASCII.GetBytes(text);
        string expected = Describe(whole)!;
        for (int length = 1; length < text.TrimEnd().Length; length++)
            Assert.That(Describe(whole[..length]), Is.Null, $"cut at {length}");
        var random = new Random(20);
        for (int round = 0; round < 2000; round++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Assert.That(Describe(changed), Is.Null.Or.EqualTo(expected), Encoding.Latin1.GetString(changed));
        }
    }

    private static string? Describe(byte[] bytes)
    {
        try
        {
            return string.Join(',', LoadImage.Read(new LoadFileName("a.hex", null), bytes).Parts.Select(static part => $"{part.Address:x}:{Convert.ToHexStringLower(part.Data.Span)}"));
        }
        catch (ImageFileException refused)
        {
            Assert.That(refused.Message, Does.EndWith(".").And.StartWith("'a.hex'"));
            return null;
        }
    }

    private static SortedDictionary<ulong, byte> Bytes(LoadImage image)
    {
        var bytes = new SortedDictionary<ulong, byte>();
        foreach (LoadPart part in image.Parts)
            for (int i = 0; i < part.Data.Length; i++)
                bytes[part.Address + (uint)i] = part.Data.Span[i];
        return bytes;
    }
}
