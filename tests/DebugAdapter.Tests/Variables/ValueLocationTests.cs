using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables.Locations;

namespace RspDebug.DebugAdapter.Tests.Variables;

public sealed class ValueLocationTests
{
    private static readonly ImmutableArray<byte> Word = [0x44, 0x33, 0x22, 0x11];

    private readonly BufferMemory _memory = new(0x1000, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);

    [SetUp]
    public void Forget()
    {
        _memory.IsMissing = false;
        _memory.Reads.Clear();
    }

    [Test]
    public void Read_Memory_GivesItsBytes() =>
        Assert.That(Bytes(new ValueLocation.Memory(new(0x1010)), 4), Is.EqualTo(new byte[] { 0x10, 0x11, 0x12, 0x13 }));

    [Test]
    public void Read_Unreadable_NamesSizeAndAddress()
    {
        var contents = (ValueContents.Unavailable)new TargetView(_memory).Read(new ValueLocation.Memory(new(0x10FE)), 4);
        Assert.That(contents.Reason, Is.EqualTo("cannot read 4 bytes at 0x000010fe"));
    }

    [Test]
    public void Read_Missing_IsPendingAndAsked()
    {
        _memory.IsMissing = true;
        Assert.That(new TargetView(_memory).Read(new ValueLocation.Memory(new(0x1000)), 8), Is.InstanceOf<ValueContents.Pending>());
        Assert.That(_memory.Reads, Is.EqualTo(new[] { (0x1000UL, 8) }));
    }

    [Test]
    public void Read_SplitOverRegisterMemoryAndConstant_JoinsBits()
    {
        // 64 bits: r4, 2 bytes of memory, 12 bits of a constant from its bit 4, 4 bits of r5 from bit 28.
        ValueLocation location = Split(
            new ValuePart(new PartSource.Register("r4", Word), 0, 32),
            new ValuePart(new PartSource.Memory(new(0x1020)), 0, 16),
            new ValuePart(new PartSource.Constant([0xF0, 0xAB]), 4, 12),
            new ValuePart(new PartSource.Register("r5", [0, 0, 0, 0x90]), 28, 4));
        Assert.That(Convert.ToHexString(Bytes(location, 8)), Is.EqualTo("443322112021BF9A"));
    }

    [TestCase(0, 16, "4433")]
    [TestCase(8, 16, "3322")]
    [TestCase(24, 16, "11CD")]
    [TestCase(32, 32, "CDAB0000")]
    public void Slice_Split_TakesTheRightBits(int offset, int size, string expected)
    {
        ValueLocation whole = Split(new ValuePart(new PartSource.Register("r4", Word), 0, 32), new ValuePart(new PartSource.Register("r5", [0xCD, 0xAB, 0, 0]), 0, 32));
        Assert.That(Convert.ToHexString(Bytes(whole.Slice(offset, size), size / 8)), Is.EqualTo(expected));
    }

    [Test]
    public void Slice_BeyondTheEnd_IsUnavailable()
    {
        Assert.That(new ValueLocation.Constant(Word).Slice(8, 32), Is.InstanceOf<ValueLocation.Unavailable>());
        Assert.That(Split(new ValuePart(new PartSource.Register("r4", Word), 0, 32)).Slice(16, 32), Is.InstanceOf<ValueLocation.Unavailable>());
    }

    [Test]
    public void Read_PartOptimizedOut_IsOptimizedOut()
    {
        ValueLocation location = Split(new ValuePart(new PartSource.Register("r4", Word), 0, 32), new ValuePart(new PartSource.Absent(null), 0, 32));
        Assert.That(new TargetView(_memory).Read(location, 8), Is.InstanceOf<ValueContents.OptimizedOut>());
    }

    [Test]
    public void Write_BitFieldInMemory_KeepsItsNeighbours()
    {
        var view = new TargetView(_memory);
        WritePlan.Write(view, new ValueLocation.Memory(new(0x10F0)), new BitRange(6, 5), [0x0A], 1);
        // Bits 6 to 10 of f1f0: 11110|001 11|110000 becomes 11110|010 10|110000.
        Assert.That(Show(view.Writes), Is.EqualTo("0x000010f0=B0F2"));
    }

    [Test]
    public void Write_SplitValue_WritesEachPart()
    {
        var view = new TargetView(_memory);
        ValueLocation location = Split(
            new ValuePart(new PartSource.Register("r4", Word), 16, 16),
            new ValuePart(new PartSource.Memory(new(0x1030)), 0, 32));
        WritePlan.Write(view, location, null, [1, 2, 3, 4, 5, 6], 1);
        Assert.That(Show(view.Writes), Is.EqualTo("r4=44330102 0x00001030=03040506"));
    }

    [Test]
    public void Write_TwiceIntoOneRegister_SecondSeesTheFirst()
    {
        var view = new TargetView(_memory);
        var register = new PartSource.Register("r4", Word);
        WritePlan.Write(view, Split(new ValuePart(register, 0, 8)), null, [0xAA], 1);
        WritePlan.Write(view, Split(new ValuePart(register, 8, 8)), null, [0xBB], 1);
        Assert.That(Show(view.Writes), Is.EqualTo("r4=AA332211 r4=AABB2211"));
    }

    [Test]
    public void Read_AfterWrite_SeesIt()
    {
        var view = new TargetView(_memory);
        view.Add(new ValueWrite.Memory(new(0x1002), [0xEE, 0xEF]));
        view.Discarding().Add(new ValueWrite.Memory(new(0x1000), [0xDD]));
        Assert.That(((ValueContents.Available)view.Read(new ValueLocation.Memory(new(0x1000)), 3)).Bytes.ToArray(), Is.EqualTo(new byte[] { 0, 1, 0xEE }));
    }

    private static IEnumerable<TestCaseData> UnwritableLocations()
    {
        yield return new TestCaseData(new ValueLocation.Constant(Word), "without a place").SetArgDisplayNames("constant");
        yield return new TestCaseData(ValueLocation.OptimizedOut.Instance, "optimised out").SetArgDisplayNames("optimised out");
        yield return new TestCaseData(new ValueLocation.Unavailable("r4 is unknown"), "r4 is unknown").SetArgDisplayNames("unavailable");
        yield return new TestCaseData(Split(new ValuePart(new PartSource.Constant(Word), 0, 32)), "no place").SetArgDisplayNames("constant part");
        yield return new TestCaseData(Split(new ValuePart(new PartSource.Absent("r4 is unknown"), 0, 32)), "r4 is unknown").SetArgDisplayNames("absent part");
    }

    [TestCaseSource(nameof(UnwritableLocations))]
    public void Write_NoPlace_SaysWhy(ValueLocation location, string why)
    {
        ExpressionException error = Assert.Throws<ExpressionException>(() => WritePlan.Write(new TargetView(_memory), location, null, Word, 3))!;
        Assert.That(error.Message, Does.Contain(why).And.Contain("column 3"));
    }

    private byte[] Bytes(ValueLocation location, int size) => ((ValueContents.Available)new TargetView(_memory).Read(location, size)).Bytes.ToArray();

    private static ValueLocation.Split Split(params ValuePart[] parts) => new([.. parts]);

    private static string Show(ImmutableArray<ValueWrite> writes) => string.Join(' ', writes.Select(w => w switch
    {
        ValueWrite.Memory m => $"{m.Address}={Convert.ToHexString(m.Bytes.AsSpan())}",
        ValueWrite.Register r => $"{r.Name}={Convert.ToHexString(r.Bytes.AsSpan())}",
        _ => "?",
    }));
}
