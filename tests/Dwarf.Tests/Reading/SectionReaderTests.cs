using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Reading;

public sealed class SectionReaderTests
{
    // operation | bytes | little-endian value | big-endian value
    [TestCase("u2", "0180", 0x8001UL, 0x0180UL)]
    [TestCase("u3", "010280", 0x800201UL, 0x010280UL)]
    [TestCase("u4", "01020380", 0x80030201UL, 0x01020380UL)]
    [TestCase("u8", "0102030405060780", 0x8007060504030201UL, 0x0102030405060780UL)]
    public void ReadUnsigned_BothByteOrders_GivesValue(string size, string hex, ulong little, ulong big)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var first = new SectionReader(bytes, SectionId.DebugInfo);
        var second = new SectionReader(bytes, SectionId.DebugInfo, isBigEndian: true);
        Assert.That((first.ReadUnsigned(size[1] - '0'), second.ReadUnsigned(size[1] - '0')), Is.EqualTo((little, big)));
    }

    [TestCase(1, "80", -128L)]
    [TestCase(2, "00ff", -256L)]
    [TestCase(4, "ffffffff", -1L)]
    [TestCase(4, "ffffff7f", int.MaxValue)]
    [TestCase(8, "ffffffffffffffff", -1L)]
    public void ReadSigned_TwosComplement_ExtendsSign(int size, string hex, long expected)
    {
        var reader = new SectionReader(Convert.FromHexString(hex), SectionId.DebugInfo);
        Assert.That(reader.ReadSigned(size), Is.EqualTo(expected));
    }

    [TestCase(1, "")]
    [TestCase(2, "01")]
    [TestCase(3, "0102")]
    [TestCase(4, "010203")]
    [TestCase(8, "01020304050607")]
    public void ReadUnsigned_Cut_ThrowsAndStaysInPlace(int size, string hex)
    {
        var reader = new SectionReader(Convert.FromHexString(hex), SectionId.DebugLine);
        DwarfFormatException? thrown = null;
        try { reader.ReadUnsigned(size); } catch (DwarfFormatException exception) { thrown = exception; }
        Assert.That(reader.Offset, Is.Zero);
        Assert.That((thrown?.Section, thrown?.Offset), Is.EqualTo(((SectionId?)SectionId.DebugLine, (long?)0L)));
    }

    [Test]
    public void ReadUleb128_NoFinalByte_ThrowsAtStartOfNumber()
    {
        var reader = new SectionReader([0x05, 0x80, 0x80], SectionId.DebugAbbrev);
        reader.ReadUleb128();
        DwarfFormatException? thrown = null;
        try { reader.ReadUleb128(); } catch (DwarfFormatException exception) { thrown = exception; }
        Assert.That(thrown?.Message, Does.StartWith("LEB128 number without a final byte at .debug_abbrev+0x1. "));
        Assert.That(reader.Offset, Is.EqualTo(1));
    }

    [TestCase("00", 1)]
    [TestCase("7f80", 1)]
    [TestCase("808000ff", 3)]
    [TestCase("ffffffffffffffffffffff7f", 12, Description = "more than 64 bits: nobody asks for the value")]
    public void SkipLeb128_Number_StandsBehindItsFinalByte(string hex, int expected)
    {
        var reader = new SectionReader(Convert.FromHexString(hex), SectionId.DebugLine);
        reader.SkipLeb128();
        Assert.That(reader.Offset, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("80")]
    [TestCase("ff80")]
    public void SkipLeb128_NoFinalByte_ThrowsAndStaysInPlace(string hex)
    {
        var reader = new SectionReader(Convert.FromHexString(hex), SectionId.DebugLine);
        DwarfFormatException? thrown = null;
        try { reader.SkipLeb128(); } catch (DwarfFormatException exception) { thrown = exception; }
        Assert.That((thrown?.Section, thrown?.Offset, reader.Offset), Is.EqualTo(((SectionId?)SectionId.DebugLine, (long?)0L, 0)));
    }

    [TestCase("02000000aabb", 2, DwarfFormat.Dwarf32)]
    [TestCase("00000000", 0, DwarfFormat.Dwarf32)]
    [TestCase("ffffffff0100000000000000cc", 1, DwarfFormat.Dwarf64)]
    public void ReadInitialLength_Legal_GivesSizeAndFormat(string hex, int size, DwarfFormat format)
    {
        var reader = new SectionReader(Convert.FromHexString(hex), SectionId.DebugInfo);
        Assert.That(reader.ReadInitialLength(), Is.EqualTo(new UnitLength(size, format)));
    }

    [TestCase("020000", "4 bytes needed but only 3 left")]
    [TestCase("03000000aabb", "Unit of 0x3 bytes goes past the end of its section (0x2 bytes left)")]
    [TestCase("f0ffffff", "Reserved unit length 0xfffffff0")]
    [TestCase("feffffff", "Reserved unit length 0xfffffffe")]
    [TestCase("ffffffff01000000", "Length of a 64-bit unit is cut off")]
    [TestCase("ffffffffffffffffffffffff", "Unit of 0xffffffffffffffff bytes goes past the end of its section (0x0 bytes left)")]
    public void ReadInitialLength_Illegal_ThrowsAtItsFirstByte(string hex, string what)
    {
        var reader = new SectionReader(Convert.FromHexString(hex), SectionId.DebugInfo);
        DwarfFormatException? thrown = null;
        try { reader.ReadInitialLength(); } catch (DwarfFormatException exception) { thrown = exception; }
        Assert.That((thrown?.What, thrown?.Offset, reader.Offset), Is.EqualTo((what, (long?)0L, 0)));
    }

    [Test]
    public void ReadSlice_InTheMiddle_KeepsSectionOffsets()
    {
        var reader = new SectionReader([1, 2, 3, 4], SectionId.DebugInfo);
        reader.ReadByte();
        SectionReader slice = reader.ReadSlice(2);
        Assert.That((slice.Offset, slice.End, slice.ReadByte(), reader.Offset), Is.EqualTo((1, 3, (byte)2, 3)));
    }

    [Test]
    public void ReadString_Utf8_EndsAtZero()
    {
        var reader = new SectionReader("\u00b5s\0x"u8, SectionId.DebugStr);
        Assert.That((reader.ReadString(), reader.Offset), Is.EqualTo(("µs", 4)));
    }

    [Test]
    public void ReadCString_NoTerminator_Throws() =>
        Assert.That(() => new SectionReader("abc"u8, SectionId.DebugStr).ReadString(), Throws.TypeOf<DwarfFormatException>());

    [TestCase(4L, true)]
    [TestCase(5L, false)]
    [TestCase(-1L, false)]
    public void Seek_EndIsLegal_OutsideThrows(long offset, bool legal)
    {
        bool sought = true;
        var reader = new SectionReader([1, 2, 3, 4], SectionId.DebugStr);
        try { reader.Seek(offset); } catch (DwarfFormatException) { sought = false; }
        Assert.That(sought, Is.EqualTo(legal));
    }

    [Test]
    public void CodeAddress_FromPointer_DropsThumbBit() => Assert.That(new CodeAddress(0x1a5), Is.EqualTo(new CodeAddress(0x1a4)));
}
