using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>A step with the reads that follow it, in one write.</summary>
[TestFixture]
public sealed class StepAndReadTests
{
    [Test]
    public async Task StepAndReadAsync_Besides_LeavesInOneWriteAndGivesTheStateOfTheStop()
    {
        FakeStub stub = Stub();
        var writes = new List<string>();
        await using RspSession session = await RspSession.ConnectAsync(stub.ConnectInMemory(writes), new RspOptions { Time = new ManualTime() }, default);
        RegisterInfo fpscr = session.Registers["fpscr"]!;
        await session.ReadRegisterAsync(fpscr, default);
        writes.Clear();
        SteppedRegisters stepped = await session.StepAndReadAsync(fpscr, default);
        Assert.That((SessionFixture.PacketCount(writes.Single()), Pc(stepped), stepped.Besides?.ToUInt32()), Is.EqualTo((3, (uint?)0x102, (uint?)0x8000_0010)));
        Assert.That((stepped.Stop as StopReply.Stopped)?.SignalNumber, Is.EqualTo(5));
        Assert.That(session.IsRunning, Is.False);
    }

    [Test]
    public async Task StepAndReadAsync_NoBesides_SendsTwo()
    {
        FakeStub stub = Stub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        SteppedRegisters stepped = await session.StepAndReadAsync(null, default);
        Assert.That((Pc(stepped), stepped.Besides), Is.EqualTo(((uint?)0x102, (RegisterValue?)null)));
        Assert.That(stub.Counts.Requests, Has.Count.EqualTo(2));
    }

    // OpenOCD 0.12 says nothing at all when a step fails, and answers the reads behind it.
    [TestCase(null)]
    [TestCase("E01")]
    [TestCase("")]
    public async Task StepAndReadAsync_StepRefused_ReadsAnswerNothingElse(string? answer)
    {
        var time = new ManualTime();
        FakeStub stub = Stub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        RegisterInfo fpscr = session.Registers["fpscr"]!;
        await session.ReadRegisterAsync(fpscr, default);
        bool isRefused = false;
        stub.On("vCont;s", _ =>
        {
            bool refuses = !isRefused;
            isRefused = true;
            return refuses ? answer : FakeStub.NotHandled;
        });
        Task<SteppedRegisters> step = session.StepAndReadAsync(fpscr, default).AsTask();
        if (answer is null)
            Assert.That((await SessionFixture.AdvanceUntilDoneAsync(step, time)).Registers, Is.Null, "what was read belongs to no known stop");
        else
            Assert.That(async () => await step, Throws.InstanceOf<RspRefusedException>());
        Assert.That((await session.ReadRegisterAsync(fpscr, default))?.ToUInt32(), Is.EqualTo(0x8000_0010u), "the session stays in step");
        // Where nothing came, the stub holds the interrupt that was to end the step, and gives it to the next one.
        uint pc = answer is null ? 0x100u : 0x102;
        Assert.That(Pc(await session.StepAndReadAsync(fpscr, default)), Is.EqualTo(pc));
    }

    [TestCase("g")]
    [TestCase("p")]
    public async Task StepAndReadAsync_AReadIsLost_KeepsTheStopAndTheOrder(string lost)
    {
        var time = new ManualTime();
        FakeStub stub = Stub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        RegisterInfo fpscr = session.Registers["fpscr"]!;
        await session.ReadRegisterAsync(fpscr, default);
        bool isDone = false;
        stub.Faults = (_, text) => !isDone && (isDone = text.StartsWith(lost, StringComparison.Ordinal)) ? FakeFault.LoseReply : FakeFault.None;
        SteppedRegisters stepped = await SessionFixture.AdvanceUntilDoneAsync(session.StepAndReadAsync(fpscr, default).AsTask(), time);
        Assert.That((isDone, stepped.Registers, (stepped.Stop as StopReply.Stopped)?.SignalNumber), Is.EqualTo((true, (RegisterSnapshot?)null, (int?)5)));
        Assert.That((await session.ReadRegisterAsync(fpscr, default))?.ToUInt32(), Is.EqualTo(0x8000_0010u));
    }

    [Test]
    public async Task StepAndReadAsync_WithAcknowledgements_IsRefusedBeforeAnyPacket()
    {
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        Assert.That(async () => await session.StepAndReadAsync(null, default), Throws.InvalidOperationException);
        Assert.That(stub.Counts.Total, Is.Zero);
    }

    private static FakeStub Stub()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x100;
        stub.Target["fpscr"] = 0x8000_0010;
        return stub;
    }

    private static uint? Pc(SteppedRegisters stepped) => stepped.Registers?.TryGet("pc", out RegisterValue value) == true ? value.ToUInt32() : null;
}
