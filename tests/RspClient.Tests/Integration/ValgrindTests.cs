using System.Text;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>vgdb, the relay to the stub inside valgrind: no <c>vCont</c>, a description in several files, run lengths, text from commands.</summary>
[TestFixture]
[Category("Integration")]
[Platform("Linux")]
public sealed class ValgrindTests
{
    private StubProcess? _program;
    private RspSession? _session;
    private string _folder = "";

    [SetUp]
    public async Task StartAsync()
    {
        string valgrind = StubProcess.Require("valgrind", "valgrind"), relay = StubProcess.Require("vgdb", "valgrind");
        _folder = Directory.CreateTempSubdirectory("rsp-vgdb").FullName;
        string prefix = Path.Combine(_folder, "p");
        // Errors 0: it waits for a debugger before the first instruction.
        _program = StubProcess.Start(valgrind, "--tool=none", "--vgdb=full", "--vgdb-error=0", $"--vgdb-prefix={prefix}", "/bin/true");
        var transport = new PipeTransport(relay, [$"--vgdb-prefix={prefix}", $"--pid={_program.Id}", "--wait=60"]);
        _session = await RspSession.ConnectAsync(transport, new RspOptions { Timeouts = new RspTimeouts { Query = TimeSpan.FromSeconds(60) } }, default);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_program is not null) await _program.DisposeAsync();
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
        (_program, _session, _folder) = (null, null, "");
    }

    [Test]
    public void ConnectAsync_NoVCont_DescriptionInPieces()
    {
        Assert.That(_session!.Capabilities.HasVCont, Is.False);
        Assert.That(_session.Capabilities.IsNoAckMode, Is.True);
        Assert.That(_session.Registers.Registers, Has.Length.GreaterThan(10));
        Assert.That(((StopReply.Stopped)_session.InitialStop).Registers, Is.Not.Empty);
    }

    [Test]
    public async Task ResumeAsync_Steps_MoveThePc()
    {
        RegisterSnapshot before = await _session!.ReadRegistersAsync(default);
        string pc = _session.Registers["rip"] is null ? "pc" : "rip";
        for (int step = 0; step < 3; step++) Assert.That(await _session.ResumeAsync(ResumeAction.Step.Instance, default), Is.InstanceOf<StopReply.Stopped>());
        RegisterSnapshot after = await _session.ReadRegistersAsync(default);
        Assert.That(before.TryGet(pc, out RegisterValue first) && after.TryGet(pc, out RegisterValue last) ? last.ToUInt64() : 0, Is.Not.Zero.And.Not.EqualTo(first.ToUInt64()));
    }

    [Test]
    public async Task ReadMemoryAsync_AtPc_AgreesHoweverItIsCut()
    {
        string pc = _session!.Registers["rip"] is null ? "pc" : "rip";
        var address = new TargetAddress((await _session.ReadRegistersAsync(default)).TryGet(pc, out RegisterValue value) ? value.ToUInt64() : 0);
        byte[] whole = new byte[64], pieces = new byte[64];
        Assert.That(await _session.ReadMemoryAsync(address, whole, default), Is.EqualTo(64));
        for (int offset = 0; offset < 64; offset += 16) await _session.ReadMemoryAsync(address + offset, pieces.AsMemory(offset, 16), default);
        Assert.That(pieces, Is.EqualTo(whole));
    }

    [Test]
    public async Task MonitorAsync_Help_GivesItsText()
    {
        MonitorReply reply = await _session!.MonitorAsync("help", default);
        Assert.That(reply.Status, Is.EqualTo(ReplyStatus.Ok));
        Assert.That(reply.Output, Does.Contain("valgrind"));
    }

    [Test]
    public async Task ResumeAsync_Continue_ProgramExitsWithItsStatus()
    {
        Assert.That(await _session!.ResumeAsync(ResumeAction.Continue.Instance, default), Is.EqualTo(new StopReply.Exited(0)));
        Assert.That(await _program!.ExitAsync(), Is.Zero);
    }

    [Test]
    public async Task DetachAsync_ProgramRunsToItsEnd()
    {
        Assert.That(await _session!.DetachAsync(default), Is.True);
        Assert.That(await _program!.ExitAsync(), Is.Zero);
    }
}
