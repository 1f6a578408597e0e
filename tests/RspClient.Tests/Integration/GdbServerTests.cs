using System.Diagnostics;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>gdbserver debugs a program of this machine: another author's packets, with run lengths, expedited registers and an exit.</summary>
[TestFixture]
[Category("Integration")]
public sealed class GdbServerTests
{
    private Process? _process;
    private RspSession? _session;

    [SetUp]
    public async Task StartAsync()
    {
        string? executable = QemuMachine.FindExecutable("gdbserver");
        if (executable is null) Assert.Ignore("gdbserver is not installed.");
        int port = QemuMachine.FindFreePort();
        var start = new ProcessStartInfo(executable!) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["--once", "--no-startup-with-shell", $"127.0.0.1:{port}", "/bin/true"]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        // It says "Listening on port N" on its error output; one that may not trace ends instead.
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Listening", StringComparison.Ordinal)) break;
        }

        if (_process.HasExited) Assert.Ignore("gdbserver cannot trace a program here.");
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", port, TimeSpan.FromSeconds(10), default);
        _session = await RspSession.ConnectAsync(transport, new RspOptions(), default);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        (_session, _process) = (null, null);
    }

    [Test]
    public void ConnectAsync_GdbServer_TurnsAcksOffAndHasRangeStep()
    {
        Assert.That(_session!.Capabilities.IsNoAckMode, Is.True);
        Assert.That(_session.Capabilities.HasRangeStep, Is.True);
        Assert.That(((StopReply.Stopped)_session.InitialStop).Registers, Is.Not.Empty);
    }

    [Test]
    public async Task ResumeAsync_Step_StopsWithExpeditedRegisters()
    {
        var stop = (StopReply.Stopped)await _session!.ResumeAsync(ResumeAction.Step.Instance, default);
        Assert.That(stop.SignalNumber, Is.EqualTo(5));
        Assert.That(stop.Registers, Is.Not.Empty);
    }

    [Test]
    public async Task ResumeAsync_RangeStep_LeavesTheRangeByTheCallAtItsEnd()
    {
        // "mov rdi, rsp; call _dl_start": eight bytes, as below.
        if (Value((StopReply.Stopped)_session!.InitialStop, ProgramCounter) is not { } pc) { Assert.Ignore("Not an x86-64 machine."); return; }
        var stop = (StopReply.Stopped)await _session.ResumeAsync(new ResumeAction.RangeStep(new TargetAddress(pc), new TargetAddress(pc + 8)), default);
        byte[] word = new byte[8];
        await _session.ReadMemoryAsync(new TargetAddress(Value(stop, StackPointer)!.Value), word, default);
        Assert.That(BitConverter.ToUInt64(word), Is.EqualTo(pc + 8), "the return address of the call");
        Assert.That(Value(stop, ProgramCounter), Is.Not.InRange(pc, pc + 7));
    }

    [Test]
    public async Task ResumeAsync_Continue_ProgramExitsWithItsStatus() =>
        Assert.That(await _session!.ResumeAsync(ResumeAction.Continue.Instance, default), Is.EqualTo(new StopReply.Exited(0)));

    [Test]
    public async Task ReadMemoryAsync_StackPage_AgreesHoweverItIsCut()
    {
        var stop = (StopReply.Stopped)_session!.InitialStop;
        // Register 7 of x86-64 is the stack pointer; other machines are not asked.
        ExpeditedRegister sp = stop.Registers.FirstOrDefault(register => register.Number == 7 && register.Value.Length == 8);
        if (sp.Value.Length != 8) Assert.Ignore("Not an x86-64 machine.");
        var address = new TargetAddress(BitConverter.ToUInt64(sp.Value.Span));
        byte[] whole = new byte[512];
        byte[] pieces = new byte[512];
        Assert.That(await _session.ReadMemoryAsync(address, whole, default), Is.EqualTo(512));
        for (int offset = 0; offset < 512; offset += 8) await _session.ReadMemoryAsync(address + offset, pieces.AsMemory(offset, 8), default);
        Assert.That(pieces, Is.EqualTo(whole));
    }

    [Test]
    public async Task InsertBreakpointAsync_BadAddress_IsRefusedAndTheSessionGoesOn()
    {
        BreakpointOutcome outcome = await _session!.InsertBreakpointAsync(BreakpointType.Software, new TargetAddress(0), 1, default);
        Assert.That(outcome, Is.InstanceOf<BreakpointOutcome.Refused>());
        Assert.That(await _session.ReadRegistersAsync(default), Is.Not.Null);
    }

    [Test]
    public async Task InsertBreakpointAsync_AtAReturnAddress_IsHitAndHidden()
    {
        // A program starts in the dynamic linker with "mov rdi, rsp; call _dl_start": after two steps its return address is on the stack.
        await _session!.ResumeAsync(ResumeAction.Step.Instance, default);
        var inside = (StopReply.Stopped)await _session.ResumeAsync(ResumeAction.Step.Instance, default);
        if (Value(inside, StackPointer) is not { } sp || Value(inside, ProgramCounter) is null) { Assert.Ignore("Not an x86-64 machine."); return; }
        byte[] word = new byte[8], code = new byte[1];
        await _session.ReadMemoryAsync(new TargetAddress(sp), word, default);
        var address = new TargetAddress(BitConverter.ToUInt64(word));
        Assert.That(await _session.InsertBreakpointAsync(BreakpointType.Software, address, 1, default), Is.InstanceOf<BreakpointOutcome.Done>());
        var stop = (StopReply.Stopped)await _session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await _session.ReadMemoryAsync(address, code, default);
        Assert.That(Value(stop, ProgramCounter), Is.EqualTo(address.Value));
        Assert.That(code[0], Is.Not.EqualTo(0xCC), "the stub hides its own breakpoint");
        await _session.RemoveBreakpointAsync(BreakpointType.Software, address, 1, default);
        Assert.That(await _session.ResumeAsync(ResumeAction.Continue.Instance, default), Is.EqualTo(new StopReply.Exited(0)));
    }

    [Test]
    public async Task DetachAsync_ProgramRunsToItsEnd()
    {
        Assert.That(await _session!.DetachAsync(default), Is.True);
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(_process.ExitCode, Is.Zero);
    }

    // Numbers of x86-64; other machines send other ones, or other sizes.
    private const int StackPointer = 7, ProgramCounter = 16;

    private static ulong? Value(StopReply.Stopped stop, int number) =>
        stop.Registers.FirstOrDefault(register => register.Number == number).Value is { Length: 8 } value ? BitConverter.ToUInt64(value.Span) : null;
}
