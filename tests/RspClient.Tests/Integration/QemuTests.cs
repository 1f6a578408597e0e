using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Tests.Integration;

[TestFixture]
[Category("Integration")]
public sealed class QemuTests
{
    private const string SkipReason = "qemu-system-arm is not installed.";
    private QemuMachine _machine = null!;
    private RspSession _session = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Assume.That(QemuMachine.FindExecutable("qemu-system-arm"), Is.Not.Null, SkipReason);
        _machine = QemuMachine.Start();
        _session = await RspSession.ConnectAsync(await _machine.ConnectAsync(default), new RspOptions(), default);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_machine is not null) await _machine.DisposeAsync();
    }

    [Test]
    public void ConnectAsync_HaltedMachine_KnowsRegistersAndActions()
    {
        Assert.That(_session.Registers["xpsr"]?.Number, Is.EqualTo(25));
        Assert.That(_session.Registers["d0"], Is.Not.Null);
        Assert.That(_session.Registers["fpscr"], Is.Not.Null);
        Assert.That(_session.Capabilities.HasVCont, Is.True);
        Assert.That(_session.Capabilities.IsNoAckMode, Is.False);
        Assert.That(_session.InitialStop, Is.InstanceOf<StopReply.Stopped>());
        Assert.That(_session.Statistics.RoundTrips, Is.LessThanOrEqualTo(8));
    }

    [Test]
    public async Task ReadRegistersAsync_AtReset_HasVectorTableValues()
    {
        RegisterSnapshot registers = await _session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("sp", out RegisterValue sp) ? sp.ToUInt32() : 0, Is.EqualTo(QemuMachine.InitialStackPointer));
        Assert.That(registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : 0, Is.EqualTo(QemuMachine.LoopAddress));
        Assert.That(registers.TryGet("fpscr", out _), Is.False);
    }

    [Test]
    public async Task ResumeAsync_Step_MovesOneInstruction()
    {
        RspStatistics before = _session.Statistics;
        StopReply stop = await _session.ResumeAsync(ResumeAction.Step.Instance, default);
        RegisterSnapshot registers = await _session.ReadRegistersAsync(default);
        Assert.That(stop, Is.InstanceOf<StopReply.Stopped>());
        Assert.That(registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : 0, Is.EqualTo(QemuMachine.LoopAddress + 2));
        Assert.That(_session.Statistics.RoundTrips - before.RoundTrips, Is.EqualTo(2));
    }

    [Test]
    public async Task InterruptAsync_Running_StopsWithSignal2()
    {
        Task<StopReply> running = _session.ResumeAsync(ResumeAction.Continue.Instance, default);
        Assert.That(await _session.InterruptAsync(default), Is.True);
        Assert.That(await running, Is.InstanceOf<StopReply.Stopped>().With.Property(nameof(StopReply.Stopped.SignalNumber)).EqualTo(2));
    }

    [Test]
    public async Task InsertBreakpointAsync_InLoop_StopsThere()
    {
        var address = new TargetAddress(QemuMachine.LoopAddress + 4);
        Assert.That(await _session.InsertBreakpointAsync(BreakpointType.Hardware, address, RspSession.ThumbBreakpointKind, default), Is.InstanceOf<BreakpointOutcome.Done>());
        await _session.ResumeAsync(ResumeAction.Continue.Instance, default);
        RegisterSnapshot registers = await _session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : 0, Is.EqualTo(address.Value));
        Assert.That(await _session.RemoveBreakpointAsync(BreakpointType.Hardware, address, RspSession.ThumbBreakpointKind, default), Is.InstanceOf<BreakpointOutcome.Done>());
    }

    [Test]
    public async Task WriteMemoryAsync_LargeBlock_ReadsBackEqual()
    {
        byte[] written = new byte[5000];
        new Random(1).NextBytes(written);
        byte[] read = new byte[written.Length];
        await _session.WriteMemoryAsync(new TargetAddress(0x2000_0000), written, default);
        Assert.That(await _session.ReadMemoryAsync(new TargetAddress(0x2000_0000), read, default), Is.EqualTo(read.Length));
        Assert.That(read, Is.EqualTo(written));
        Assert.That(_session.Capabilities.BinaryWrite, Is.EqualTo(Support.No), "QEMU 7 has no X");
    }

    [Test]
    public async Task WriteRegisterAsync_Fpscr_ReadsBack()
    {
        RegisterInfo fpscr = _session.Registers["fpscr"]!;
        await _session.WriteRegisterAsync(fpscr, 0x8000_0010, default);
        Assert.That((await _session.ReadRegisterAsync(fpscr, default))?.ToUInt32(), Is.EqualTo(0x8000_0010));
    }

    [Test]
    public async Task MonitorAsync_InfoName_CollectsConsoleText()
    {
        MonitorReply reply = await _session.MonitorAsync("info name", default);
        Assert.That(reply.Status, Is.EqualTo(ReplyStatus.Ok));
    }

    [Test]
    public async Task ReadMemoryAsync_DeadMachine_EndsTheSessionWithOneMessage()
    {
        await _machine.KillAsync();
        Assert.That(async () => await _session.ReadMemoryAsync(new TargetAddress(0), new byte[4], default),
            Throws.InstanceOf<RspTransportException>().With.Property(nameof(RspTransportException.Failure)).EqualTo(TransportFailure.Closed));
        Assert.That(_session.Failure, Is.Not.Null);
    }
}
