using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class ResumeTests
{
    [Test]
    public async Task ResumeAsync_NoVCont_SelectsThreadOnceThenSendsPlainPackets()
    {
        FakeStub stub = FakePersonalities.JLink();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        await session.ResumeAsync(ResumeAction.Step.Instance, default);
        await session.ResumeAsync(ResumeAction.Step.Instance, default);
        Assert.That(stub.Counts.Requests, Is.EqualTo((string[])["Hc0", "s", "s"]));
    }

    [Test]
    public async Task InterruptAsync_WhileTheThreadIsSelected_ReachesTheRun()
    {
        FakeStub stub = FakePersonalities.JLink();
        stub.Target.Run = static _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Faults = static (_, request) => request == "Hc0" ? FakeFault.HoldReply : FakeFault.None;
        Task<StopReply> run = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        Assert.That(await session.InterruptAsync(default), Is.True);
        stub.ReleaseReplies();
        Assert.That(((StopReply.Stopped)await run).SignalNumber, Is.EqualTo(2));
    }

    [Test]
    public async Task ResumeAsync_ThreadInStopReply_StepsThatThread()
    {
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        await session.ResumeAsync(ResumeAction.Step.Instance, default);
        await session.ResumeAsync(ResumeAction.Step.Instance, default);
        Assert.That(stub.Counts.Requests, Is.EqualTo((string[])["vCont;s:01", "vCont;s:01"]));
    }

    [Test]
    public async Task ResumeAsync_RangeStep_StopsBehindTheRange()
    {
        FakeStub stub = FakePersonalities.PyOcd();
        stub.Target.Pc = 0x100;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        StopReply stop = await session.ResumeAsync(new ResumeAction.RangeStep(new TargetAddress(0x100), new TargetAddress(0x110)), default);
        Assert.That(stub.Target.Pc, Is.EqualTo(0x110));
        Assert.That(stub.Counts.Requests, Is.EqualTo((string[])["vCont;r100,110:1"]));
        Assert.That(((StopReply.Stopped)stop).Registers.Select(register => register.Number), Is.EqualTo((int[])[7, 13, 14, 15]));
    }

    [Test]
    public async Task ResumeAsync_RangeStepWithoutSupport_ThrowsBeforeAnyPacket()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        Assert.That(async () => await session.ResumeAsync(new ResumeAction.RangeStep(default, default), default), Throws.InvalidOperationException);
        Assert.That(stub.Counts.Total, Is.Zero);
    }

    [Test]
    public async Task ReadMemoryAsync_WhileRunning_ThrowsAndSendsNothing()
    {
        FakeStub stub = FakePersonalities.Qemu();
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.Counts.Reset();
        Assert.That(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default), Throws.InvalidOperationException);
        Assert.That(stub.Counts.Total, Is.Zero);
        Assert.That(session.IsRunning, Is.True);
        stub.Stop(FakeStop.Trap);
        await running;
        Assert.That(session.IsRunning, Is.False);
    }

    [Test]
    public async Task ReadMemoryAsync_WhileRunningWhereAllowed_AnswersAndTheStopStillArrives()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Run = _ => null;
        stub.Target.Load(0x2000_0000, [1, 2, 3, 4]);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { AllowRequestsWhileRunning = true });
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        byte[] read = new byte[4];
        await session.ReadMemoryAsync(SessionFixture.Ram, read, default);
        Assert.That(read, Is.EqualTo((byte[])[1, 2, 3, 4]));
        Assert.That(running.IsCompleted, Is.False);
        stub.Stop(FakeStop.Trap);
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>());
    }

    [Test]
    public async Task ReadMemoryAsync_StopArrivesBeforeItsReply_BothGetTheirOwn()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { AllowRequestsWhileRunning = true });
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.On("m20000000", _ =>
        {
            stub.Stop(new FakeStop(5, "watch:20000010;"));
            return "F04F";
        });
        byte[] read = new byte[2];
        await session.ReadMemoryAsync(SessionFixture.Ram, read, default);
        Assert.That(read, Is.EqualTo((byte[])[0xf0, 0x4f]));
        Assert.That(((StopReply.Stopped)await running).Reason, Is.EqualTo(new HaltReason.Watchpoint(WatchpointAccess.Write, new TargetAddress(0x2000_0010))));
    }

    [Test]
    public async Task InterruptAsync_Halted_SendsNothing()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.InterruptAsync(default), Is.False);
        Assert.That(stub.Counts.Interrupts, Is.Zero);
    }

    [Test]
    public async Task ResumeAsync_Cancelled_InterruptsOnceAndReturnsTheStop()
    {
        FakeStub stub = FakePersonalities.Qemu();
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        using var cancellation = new CancellationTokenSource();
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>().With.Property(nameof(StopReply.Stopped.SignalNumber)).EqualTo(2));
        Assert.That(stub.Counts.Interrupts, Is.EqualTo(1));
        Assert.That(session.MayHoldInterrupt, Is.False);
    }

    [Test]
    public async Task ResumeAsync_StopRacesTheInterrupt_SaysThatOneMayBeHeld()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Options = stub.Options with { IgnoresInterrupt = true };
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await session.InterruptAsync(default);
        stub.Stop(FakeStop.Trap);
        await running;
        Assert.That(session.MayHoldInterrupt, Is.True);
    }

    [Test]
    public async Task ResumeAsync_ConsoleOutputAndKeepAlives_GoToEventsAndTheStopToTheCaller()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Run = _ => null;
        var events = new SessionFixture.Events();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.SendPacket("O");
        stub.SendConsole("hello\n");
        stub.SendNotification("oocd_keepalive:01");
        stub.Stop(FakeStop.Trap);
        await running;
        Assert.That(events.Lines, Is.EqualTo((string[])["console hello\n", "notification oocd_keepalive:01"]));
    }

    [Test]
    public async Task ResumeAsync_StepNeverAnswered_IsInterruptedAtItsLimit()
    {
        var time = new ManualTime();
        FakeStub stub = new FakeStub().On("vCont;s", _ => null);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Step.Instance, default);
        time.Advance(TimeSpan.FromSeconds(5.5));
        Assert.That(stub.Counts.Interrupts, Is.EqualTo(1));
        stub.SendPacket("T02");
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>());
    }

    [Test]
    public async Task ResumeAsync_NeitherResumeNorInterruptAnswered_AsksForTheHaltReason()
    {
        var time = new ManualTime();
        FakeStub stub = new FakeStub().On("vCont;c", _ => null);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        stub.On("?", _ => "S05");
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await session.InterruptAsync(default);
        StopReply stop = await SessionFixture.AdvanceUntilDoneAsync(running, time);
        Assert.That(stop, Is.InstanceOf<StopReply.Stopped>());
        Assert.That(stub.Counts["?"], Is.EqualTo(2));
    }

    [Test]
    public async Task InterruptAsync_FirstByteWithoutEffect_IsRepeatedUntilTheStop()
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.Qemu();
        stub.Options = stub.Options with { IgnoresInterrupt = true };
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await session.InterruptAsync(default);
        time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.That(stub.Counts.Interrupts, Is.EqualTo(1));
        stub.Options = stub.Options with { IgnoresInterrupt = false };
        time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>());
        Assert.That(stub.Counts.Interrupts, Is.EqualTo(2));
        Assert.That(session.MayHoldInterrupt, Is.True, "one of the two made the stop; the other may still be in the stub");
    }

    [Test]
    public async Task InterruptAsync_NeverAnswered_IsSentThreeTimesThenAskedForAndBreakpointsAreDoubtful()
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.Qemu();
        stub.Options = stub.Options with { IgnoresInterrupt = true, StopsAtAnyByte = false };
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await session.InterruptAsync(default);
        await SessionFixture.AdvanceUntilDoneAsync(running, time);
        Assert.That(stub.Counts.Interrupts, Is.EqualTo(3));
        Assert.That(session.MayHaveLostBreakpoints, Is.True);
    }

    [Test]
    public async Task ResumeAsync_LateReplyOfAnEarlierRequest_IsPassedOverAndTheStopAwaited()
    {
        var stub = new FakeStub();
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.SendPacket("00112233");
        Assert.That(running.IsCompleted, Is.False);
        Assert.That(session.IsRunning, Is.True);
        stub.Stop(FakeStop.Trap);
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>());
    }

    [Test]
    public async Task ResumeAsync_Refused_ThrowsRefusedWithCodeAndPacket()
    {
        FakeStub stub = new FakeStub().On("vCont;c", _ => "E0E");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RspRefusedException? error = await Assert.ThrowsAsync<RspRefusedException>(() => session.ResumeAsync(ResumeAction.Continue.Instance, default));
        Assert.That(error?.Error?.Code, Is.EqualTo(0x0e));
        Assert.That(error?.Packet, Does.Contain("vCont;c"));
        Assert.That(session.IsRunning, Is.False);
    }

    [Test]
    public async Task ResumeAsync_TargetVanishes_ReturnsExited()
    {
        FakeStub stub = FakePersonalities.BlackMagic();
        stub.Target.Run = _ => null;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.SendNotification("%Stop:W00");
        Assert.That(await running, Is.EqualTo(new StopReply.Exited(0)));
    }

    // The loss is told before the run hears of it: who asks for something then gets the loss, not that the target runs.
    [Test]
    public async Task ReadMemoryAsync_WhileTheLossOfARunIsTold_ThrowsTheLoss()
    {
        var stub = new FakeStub();
        stub.Target.Run = _ => null;
        var asker = new AskingEvents();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = asker });
        asker.Ask = () => session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default).AsTask();
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        stub.DropLink();
        Assert.That(async () => await running, Throws.InstanceOf<RspTransportException>());
        Assert.That(async () => await asker.Asked, Throws.InstanceOf<RspTransportException>());
    }

    private sealed class AskingEvents : IRspEvents
    {
        public Func<Task> Ask { get; set; } = () => Task.CompletedTask;

        public Task Asked { get; private set; } = Task.CompletedTask;

        public void OnConsoleOutput(string text) { }

        public void OnNotification(string name, string data) { }

        public void OnUnsolicitedStop(StopReply stop) { }

        public void OnLinkLost(RspTransportException cause) => Asked = Ask();
    }
}
