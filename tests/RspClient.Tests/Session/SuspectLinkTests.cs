using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>Damage that the eight-bit sum of a packet does not show.</summary>
[TestFixture]
public sealed class SuspectLinkTests
{
    private static readonly byte[] Pattern = [0xde, 0xad, 0xbe, 0xef];

    [Test]
    public async Task ReadMemoryAsync_ReplyWrongWithARightSumOnALinkWithDamage_IsReadUntilTwoAgree()
    {
        FakeStub stub = SuspectStub();
        await using RspSession session = await ConnectAsync(stub);
        int reads = 0;
        // Two digits changed places: the sum is the same.
        stub.On("m20000000", _ => ++reads == 1 ? "eddabeef" : FakeStub.NotHandled);
        byte[] read = new byte[4];
        await session.ReadMemoryAsync(SessionFixture.Ram, read, default);
        Assert.That(read, Is.EqualTo(Pattern));
        Assert.That(reads, Is.EqualTo(3));
    }

    [Test]
    public async Task ReadMemoryAsync_ValueThatNeverReadsTwiceAlike_GivesTheLastOne()
    {
        FakeStub stub = SuspectStub();
        await using RspSession session = await ConnectAsync(stub);
        int reads = 0;
        stub.On("m40000000", _ => $"{++reads:x2}000000");
        byte[] read = new byte[4];
        await session.ReadMemoryAsync(new TargetAddress(0x4000_0000), read, default);
        Assert.That(read[0], Is.EqualTo(reads).And.EqualTo(6));
    }

    [Test]
    public async Task ReadMemoryAsync_NoDamageSeen_IsReadOnce()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await ConnectAsync(stub);
        stub.Counts.Reset();
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default);
        Assert.That(stub.Counts["m"], Is.EqualTo(1));
    }

    [Test]
    public async Task WriteMemoryAsync_LandsElsewhereOnALinkWithDamage_IsReadBackAndWrittenAgain()
    {
        FakeStub stub = SuspectStub();
        await using RspSession session = await ConnectAsync(stub);
        int writes = 0;
        stub.On("X20000010,4", _ => ++writes == 1 ? "OK" : FakeStub.NotHandled);
        await session.WriteMemoryAsync(SessionFixture.Ram + 0x10, Pattern, default);
        Assert.That(stub.Target.Read(0x2000_0010, 4).ToArray(), Is.EqualTo(Pattern));
    }

    [Test]
    public async Task WriteRegisterAsync_LandsElsewhereOnALinkWithDamage_IsReadBackAndWrittenAgain()
    {
        FakeStub stub = SuspectStub();
        await using RspSession session = await ConnectAsync(stub);
        int writes = 0;
        stub.On("P4=", _ => ++writes == 1 ? "OK" : FakeStub.NotHandled);
        RegisterInfo r4 = session.Registers["r4"]!;
        await session.WriteRegisterAsync(r4, 0x1234_5678, default);
        Assert.That((await session.ReadRegisterAsync(r4, default))!.Value.ToUInt32(), Is.EqualTo(0x1234_5678));
    }

    [Test]
    public async Task InsertBreakpointAsync_OnALinkWithDamage_IsInsertedTwice()
    {
        FakeStub stub = SuspectStub();
        await using RspSession session = await ConnectAsync(stub);
        stub.Counts.Reset();
        await session.InsertBreakpointAsync(BreakpointType.Hardware, new TargetAddress(0x100), 2, default);
        Assert.That(stub.Counts["Z1"], Is.EqualTo(2));
    }

    [Test]
    public async Task WriteMemoryAsync_SaidOkBeforeAWriteThatFails_IsFoundByReadingBack()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.On("X20000000,10", _ => "OK");
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { VerifyWrites = true });
        RspProtocolException? error = await Assert.ThrowsAsync<RspProtocolException>(async () =>
            await session.WriteMemoryAsync(SessionFixture.Ram, Enumerable.Repeat((byte)7, 16).ToArray(), default));
        Assert.That(error!.Message, Does.Contain("0x20000000").And.Contain("reads otherwise"));
    }

    private static Task<RspSession> ConnectAsync(FakeStub stub) => SessionFixture.ConnectAsync(stub);

    // A stub with acknowledgements whose first reply arrives damaged once, so that the link is known to be bad.
    private static FakeStub SuspectStub()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Options = stub.Options with { HasNoAckMode = false };
        stub.Target.Load(0x2000_0000, Pattern);
        stub.Faults = (number, _) => number == 1 ? FakeFault.DamageReply : FakeFault.None;
        return stub;
    }
}
