using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class MemoryTests
{
    [TestCase("qemu", 5000, 3)]
    [TestCase("openocd", 5000, 1)]
    [TestCase("bmp", 2000, 4)]
    [TestCase("minimal", 400, 3)]
    public async Task ReadMemoryAsync_LargeBlock_TakesAsFewPacketsAsTheStubAllows(string name, int size, int packets)
    {
        FakeStub stub = FakePersonalities.Create(name);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram, new byte[size], default), Is.EqualTo(size));
        Assert.That(stub.Counts["m"], Is.EqualTo(packets), string.Join('\n', stub.Counts.Requests));
    }

    [Test]
    public async Task ReadMemoryAsync_PacketSize1000_AsksFor7fe()
    {
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[0x1000], default);
        Assert.That(stub.Counts.Requests, Does.Contain("m20000000,7fe"));
    }

    [Test]
    public async Task ReadMemoryAsync_TailUnmapped_GivesWhatThereIs()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.ReadMemoryAsync(new TargetAddress(0x2000_fff0), new byte[64], default), Is.EqualTo(16));
    }

    [Test]
    public async Task ReadMemoryAsync_FirstByteUnmapped_ThrowsRefusedWithAdvice()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RspRefusedException? error = await Assert.ThrowsAsync<RspRefusedException>(async () => await session.ReadMemoryAsync(new TargetAddress(0xcccc_cccc), new byte[4], default));
        Assert.That(error?.Error?.Code, Is.EqualTo(0x0e));
        Assert.That(error?.Message, Does.Contain("E0E").And.Contain("mcccccccc,4").And.Contain("mapped"));
        Assert.That(session.Failure, Is.Null);
    }

    [Test]
    public async Task ReadMemoryAsync_EmptyReply_IsAFailedRead()
    {
        // st-util answers so.
        FakeStub stub = new FakeStub().On("m", _ => "");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default), Throws.InstanceOf<RspRefusedException>());
    }

    [TestCase("zz")]
    [TestCase("123")]
    [TestCase("0102030405")]
    [TestCase("OK")]
    [TestCase("PacketSize=4000")]
    public async Task ReadMemoryAsync_ReplyOfAnotherShape_IsAProtocolErrorAndTheSessionGoesOn(string reply)
    {
        var stub = new FakeStub();
        stub.On("m20000000", _ => reply);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default),
            Throws.InstanceOf<RspProtocolException>().With.Message.Contains("m20000000,4"));
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram + 4, new byte[4], default), Is.EqualTo(4));
    }

    [Test]
    public async Task ReadMemoryAsync_NothingAsked_SendsNothing()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram, Memory<byte>.Empty, default), Is.Zero);
        Assert.That(stub.Counts.Total, Is.Zero);
    }

    [Test]
    public async Task ReadMemoryAsync_BinaryReadOffered_IsUsed()
    {
        var stub = new FakeStub(new FakeStubOptions { HasBinaryRead = true });
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        stub.Target.Load(0x2000_0000, bytes);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        byte[] read = new byte[256];
        await session.ReadMemoryAsync(SessionFixture.Ram, read, default);
        Assert.That(read, Is.EqualTo(bytes));
        Assert.That((stub.Counts["x"], stub.Counts["m"]), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task WriteMemoryAsync_UnknownSupport_TriesAnEmptyBinaryWriteOnce()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        await session.WriteMemoryAsync(SessionFixture.Ram, new byte[] { 1, 0x23, 0x24, 0x7d, 0x2a }, default);
        await session.WriteMemoryAsync(SessionFixture.Ram, new byte[] { 9 }, default);
        Assert.That(stub.Counts.Requests[0], Is.EqualTo("X20000000,0:"));
        Assert.That(stub.Counts["X"], Is.EqualTo(3));
        Assert.That(stub.Target.Read(0x2000_0000, 5).ToArray(), Is.EqualTo((byte[])[9, 0x23, 0x24, 0x7d, 0x2a]));
    }

    [Test]
    public async Task WriteMemoryAsync_BinaryWritesSwitchedOff_UsesText()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { UseBinaryWrites = false });
        stub.Counts.Reset();
        await session.WriteMemoryAsync(SessionFixture.Ram, new byte[] { 0xab }, default);
        Assert.That(stub.Counts.Requests, Is.EqualTo((string[])["M20000000,1:ab"]));
    }

    [Test]
    public async Task WriteMemoryAsync_Unmapped_ThrowsRefused()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(async () => await session.WriteMemoryAsync(new TargetAddress(0x6000_0000), new byte[4], default), Throws.InstanceOf<RspRefusedException>());
    }

    [Test]
    public async Task ReadMemoryAsync_CancelledBefore_SendsNothing()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        Assert.That(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(stub.Counts.Total, Is.Zero);
    }

    [Test]
    public async Task ReadMemoryAsync_ManyCallersAtOnce_EachGetsItsOwnBytes()
    {
        var stub = new FakeStub();
        for (uint word = 0; word < 64; word++) stub.Target.Load(0x2000_0000 + (word * 4), BitConverter.GetBytes(word));
        await using FakeStubListener listener = stub.Listen();
        await using RspSession session = await RspSession.ConnectAsync(
            await Transport.TcpTransport.ConnectAsync("127.0.0.1", listener.Port, TimeSpan.FromSeconds(10), default), new RspOptions(), default);
        byte[][] read = await Task.WhenAll(Enumerable.Range(0, 64).Select(word => Task.Run(async () =>
        {
            byte[] bytes = new byte[4];
            await session.ReadMemoryAsync(SessionFixture.Ram + (word * 4), bytes, default);
            return bytes;
        })));
        Assert.That(read.Select(bytes => BitConverter.ToInt32(bytes)), Is.EqualTo(Enumerable.Range(0, 64)));
    }
}
