using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Reading;

public sealed class PackedListTests
{
    [Test]
    public void Add_ManyItems_KeepsTheirOrder()
    {
        PackedList<int> list = new();
        for (int i = 0; i < 1000; i++) list.Add(i);

        Assert.That(list.ToArray(), Is.EqualTo(Enumerable.Range(0, 1000)));
    }

    [Test]
    public void Indexer_AssignedThrough_ChangesTheItem()
    {
        PackedList<(int A, int B)> list = new();
        list.Add((1, 2));
        list[0].B = 3;

        Assert.That(list.ToArray(), Is.EqualTo(new[] { (1, 3) }));
    }

    [Test]
    public void Indexer_BehindTheLastItem_Throws()
    {
        PackedList<int> list = new();
        list.Add(1);
        list.Truncate(0);

        Assert.That(() => list[0], Throws.InstanceOf<IndexOutOfRangeException>());
    }

    [Test]
    public void Clear_OfAFilledList_AllocatesNothingForTheNextUse()
    {
        PackedList<int> list = new();
        for (int i = 0; i < 1000; i++) list.Add(i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        list.Clear();
        for (int i = 0; i < 1000; i++) list.Add(i);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(list.Count, Is.EqualTo(1000));
    }
}
