using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>The register packet and one register besides, in one round trip.</summary>
[TestFixture]
public sealed class RegistersTogetherTests
{
    [Test]
    public async Task ReadRegistersAsync_Besides_LeavesInOneWriteAndGivesBoth()
    {
        FakeStub stub = Stub();
        var writes = new List<string>();
        await using RspSession session = await RspSession.ConnectAsync(stub.ConnectInMemory(writes), new RspOptions { Time = new ManualTime() }, default);
        RegisterInfo fpscr = session.Registers["fpscr"]!;
        await session.ReadRegisterAsync(fpscr, default);
        writes.Clear();
        (RegisterSnapshot registers, RegisterValue? besides) = await session.ReadRegistersAsync(fpscr, default);
        Assert.That((SessionFixture.PacketCount(writes.Single()), Xpsr(registers), besides?.ToUInt32()), Is.EqualTo((2, 0x6100_0003u, 0x8000_0010u)));
    }

    [Test]
    public async Task ReadRegistersAsync_BesidesThatTheStubNeverAnswered_TakesTwoRoundTrips()
    {
        await using RspSession session = await SessionFixture.ConnectAsync(Stub());
        (RegisterSnapshot registers, RegisterValue? besides) = await session.ReadRegistersAsync(session.Registers["fpscr"]!, default);
        Assert.That((Xpsr(registers), besides?.ToUInt32()), Is.EqualTo((0x6100_0003u, 0x8000_0010u)));
    }

    [TestCase("E01")]
    [TestCase("")]
    [TestCase("xxxxxxxx")]
    public async Task ReadRegistersAsync_BesidesRefused_GivesTheRegistersAndNull(string answer)
    {
        FakeStub stub = Stub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RegisterInfo fpscr = session.Registers["fpscr"]!;
        await session.ReadRegisterAsync(fpscr, default);
        stub.On($"p{fpscr.Number:x}", _ => answer);
        (RegisterSnapshot registers, RegisterValue? besides) = await session.ReadRegistersAsync(fpscr, default);
        Assert.That((Xpsr(registers), besides), Is.EqualTo((0x6100_0003u, (RegisterValue?)null)));
        Assert.That(await session.ReadRegisterAsync(session.Registers["pc"]!, default), Is.Not.Null, "and the session stays in step");
    }

    [TestCase(FakeFault.LoseReply, "g")]
    [TestCase(FakeFault.LoseReply, "p")]
    [TestCase(FakeFault.LoseRequest, "g")]
    [TestCase(FakeFault.LoseRequest, "p")]
    public async Task ReadRegistersAsync_AReplyIsLost_IsReadAgainAndNeverOffByOne(FakeFault fault, string lost)
    {
        var time = new ManualTime();
        FakeStub stub = Stub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        RegisterInfo fpscr = session.Registers["fpscr"]!;
        await session.ReadRegisterAsync(fpscr, default);
        bool isDone = false;
        stub.Faults = (_, text) => !isDone && (isDone = text.StartsWith(lost, StringComparison.Ordinal)) ? fault : FakeFault.None;
        (RegisterSnapshot registers, RegisterValue? besides) = await SessionFixture.AdvanceUntilDoneAsync(session.ReadRegistersAsync(fpscr, default).AsTask(), time);
        Assert.That((isDone, Xpsr(registers), besides?.ToUInt32()), Is.EqualTo((true, 0x6100_0003u, 0x8000_0010u)));
        Assert.That((await session.ReadRegisterAsync(fpscr, default))?.ToUInt32(), Is.EqualTo(0x8000_0010u));
    }

    private static FakeStub Stub()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target["xPSR"] = 0x6100_0003;
        stub.Target["fpscr"] = 0x8000_0010;
        return stub;
    }

    private static uint Xpsr(RegisterSnapshot registers) => registers.TryGet("xpsr", out RegisterValue value) ? value.ToUInt32() : 0;
}
