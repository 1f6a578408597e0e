using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Reading;

public sealed class Leb128Tests
{
    // The first lines of each table are figures 49 and 50 of DWARF 5 (7.6); hex | expected value or error, and the size.
    [TestCase("02", 2UL, 1)]
    [TestCase("7f", 127UL, 1)]
    [TestCase("8001", 128UL, 2)]
    [TestCase("8101", 129UL, 2)]
    [TestCase("b964", 12857UL, 2)]
    [TestCase("808000", 0UL, 3)]
    [TestCase("ffffffffffffffffff01", ulong.MaxValue, 10)]
    [TestCase("ffffffffffffffffff8100", ulong.MaxValue, 11)]
    [TestCase("80808080808080808080808000", 0UL, 13)]
    [TestCase("0512", 5UL, 1)]
    public void TryReadUnsigned_WholeNumber_GivesValueAndSize(string hex, ulong expected, int size)
    {
        bool read = Leb128.TryReadUnsigned(Convert.FromHexString(hex), out ulong value, out int used);
        Assert.That((read, value, used), Is.EqualTo((true, expected, size)));
    }

    [TestCase("", 0)]
    [TestCase("80", 0)]
    [TestCase("ffffffff", 0)]
    [TestCase("ffffffffffffffffff02", 10)]
    [TestCase("8080808080808080808001", 11)]
    public void TryReadUnsigned_CutOrTooLarge_Fails(string hex, int size)
    {
        bool read = Leb128.TryReadUnsigned(Convert.FromHexString(hex), out ulong value, out int used);
        Assert.That((read, value, used), Is.EqualTo((false, 0UL, size)));
    }

    [TestCase("02", 2L, 1)]
    [TestCase("7e", -2L, 1)]
    [TestCase("ff00", 127L, 2)]
    [TestCase("817f", -127L, 2)]
    [TestCase("8001", 128L, 2)]
    [TestCase("807f", -128L, 2)]
    [TestCase("8101", 129L, 2)]
    [TestCase("ff7e", -129L, 2)]
    [TestCase("40", -64L, 1)]
    [TestCase("8080808080808080807f", long.MinValue, 10)]
    [TestCase("ffffffffffffffffff00", long.MaxValue, 10)]
    [TestCase("ffffffffffffffffff7f", -1L, 10)]
    [TestCase("ffffffffffffffffffff7f", -1L, 11)]
    [TestCase("808080808080808080c07f", 0L, 0)]
    public void TryReadSigned_Number_GivesValueAndSize(string hex, long expected, int size)
    {
        bool read = Leb128.TryReadSigned(Convert.FromHexString(hex), out long value, out int used);
        if (size == 0)
            Assert.That((read, value), Is.EqualTo((false, 0L)));
        else
            Assert.That((read, value, used), Is.EqualTo((true, expected, size)));
    }

    [FsCheck.NUnit.Property]
    public bool TryReadSigned_EncodedNumber_ComesBack(long value)
    {
        var bytes = new List<byte>();
        long rest = value;
        bool more = true;
        while (more)
        {
            byte low = (byte)(rest & 0x7f);
            rest >>= 7;
            more = !((rest == 0 && (low & 0x40) == 0) || (rest == -1 && (low & 0x40) != 0));
            bytes.Add((byte)(more ? low | 0x80 : low));
        }
        return Leb128.TryReadSigned(bytes.ToArray(), out long read, out int size) && read == value && size == bytes.Count;
    }
}
