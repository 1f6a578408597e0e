using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class BatchTests
{
    [TestCase("openocd", 1)]
    [TestCase("openocd", 8)]
    [TestCase("qemu", 1)]
    [TestCase("qemu", 8)]
    [TestCase("bmp", 3)]
    [TestCase("stutil", 4)]
    public async Task ReadMemoryAsync_ManyBlocks_FillsEachAndTellsItsSize(string name, int depth)
    {
        FakeStub stub = FakePersonalities.Create(name);
        byte[] pattern = new byte[0x10000];
        new Random(2).NextBytes(pattern);
        stub.Target.Load(0x2000_0000, pattern);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { PipelineDepth = depth });
        MemoryBlock[] blocks = [Block(0, 4), Block(0x100, 5000), Block(0xfff0, 64), new(new TargetAddress(0xcccc_0000), new byte[8]), Block(4, 0), Block(8, 2)];
        int[] sizes = await session.ReadMemoryAsync(blocks, default);
        Assert.That(sizes, Is.EqualTo((int[])[4, 5000, 16, 0, 0, 2]));
        Assert.That(blocks[1].Destination.ToArray(), Is.EqualTo(pattern[0x100..(0x100 + 5000)]));
        Assert.That(blocks[2].Destination.ToArray()[..16], Is.EqualTo(pattern[0xfff0..]));
        Assert.That(blocks[5].Destination.ToArray(), Is.EqualTo(pattern[8..10]));
    }

    [Test]
    public async Task ReadMemoryAsync_Pipelined_LeavesInOneWrite()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        var writes = new List<string>();
        await using RspSession session = await RspSession.ConnectAsync(stub.ConnectInMemory(writes), new RspOptions { PipelineDepth = 4, Time = new ManualTime() }, default);
        writes.Clear();
        await session.ReadMemoryAsync([Block(0, 4), Block(16, 4), Block(32, 4), Block(48, 4), Block(64, 4)], default);
        Assert.That(writes.Select(SessionFixture.PacketCount), Is.EqualTo((int[])[4, 1]));
    }

    [TestCase(FakeFault.LoseReply, "openocd")]
    [TestCase(FakeFault.LoseRequest, "openocd")]
    [TestCase(FakeFault.LoseReply, "qemu")]
    [TestCase(FakeFault.LoseRequest, "qemu")]
    [TestCase(FakeFault.DamageRequest, "qemu")]
    [TestCase(FakeFault.DamageReply, "qemu")]
    [TestCase(FakeFault.LoseAck, "qemu")]
    [TestCase(FakeFault.RepeatReply, "qemu")]
    public async Task ReadMemoryAsync_FaultInsideAGroup_GivesTheRightBytes(FakeFault fault, string name)
    {
        for (int failing = 0; failing < 4; failing++)
        {
            var time = new ManualTime();
            FakeStub stub = FakePersonalities.Create(name);
            for (uint index = 0; index < 4; index++) stub.Target.Load(0x2000_0000 + (index * 16), [(byte)(index + 1), 2, 3, 4]);
            await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { PipelineDepth = 4 }, time);
            string request = $"m200000{failing}0,4";
            bool isDone = false;
            stub.Faults = (_, text) => !isDone && (isDone = text == request) ? fault : FakeFault.None;
            MemoryBlock[] blocks = [Block(0, 4), Block(16, 4), Block(32, 4), Block(48, 4)];
            int[] sizes = await SessionFixture.AdvanceUntilDoneAsync(session.ReadMemoryAsync(blocks, default).AsTask(), time);
            Assert.That(sizes, Is.EqualTo((int[])[4, 4, 4, 4]), $"{failing}");
            Assert.That(blocks.Select(block => (int)block.Destination.Span[0]), Is.EqualTo((int[])[1, 2, 3, 4]), $"{failing}");
            Assert.That(await session.ReadRegisterAsync(session.Registers["pc"]!, default), Is.Not.Null);
        }
    }

    [Test]
    public async Task ReadMemoryAsync_ReplyOfAnotherShapeInsideAGroup_ThrowsAndStaysInStep()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.On("m20000010", _ => "nonsense");
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { PipelineDepth = 4 });
        Assert.That(async () => await session.ReadMemoryAsync([Block(0, 4), Block(16, 4), Block(32, 4)], default), Throws.InstanceOf<RspProtocolException>());
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default), Is.EqualTo(4));
    }

    [Test]
    public async Task ReadMemoryAsync_DeferredAcks_LeaveWithTheNextPacket()
    {
        FakeStub stub = FakePersonalities.Qemu();
        var writes = new List<string>();
        await using RspSession session = await RspSession.ConnectAsync(stub.ConnectInMemory(writes), new RspOptions { DeferAcks = true, Time = new ManualTime() }, default);
        writes.Clear();
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default);
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default);
        Assert.That(writes, Is.EqualTo((string[])["+$m20000000,4#4f", "+$m20000000,4#4f"]));
    }

    private static MemoryBlock Block(int offset, int size) => new(SessionFixture.Ram + offset, new byte[size]);
}
