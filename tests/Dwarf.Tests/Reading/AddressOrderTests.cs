using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Reading;

public sealed class AddressOrderTests
{
    [TestCase(0, 0xffUL)]
    [TestCase(1, 0xffUL)]
    [TestCase(2, 0UL)]
    [TestCase(1000, 0xfUL)]
    [TestCase(5000, 0xffff_fffeUL)]
    [TestCase(3000, ulong.MaxValue)]
    public void Of_AnyAddresses_IsTheStableOrder(int count, ulong mask)
    {
        Random random = new(count);
        ulong[] addresses = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask)];
        int[] expected = [.. Enumerable.Range(0, count).OrderBy(i => addresses[i])];

        Assert.That(AddressOrder.Of(addresses), Is.EqualTo(expected));
    }

    [Test]
    public void Of_RisingAddresses_IsTheirOwnOrder() => Assert.That(AddressOrder.Of([0, 0, 2, 0x2000_0000, ulong.MaxValue]), Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
}
