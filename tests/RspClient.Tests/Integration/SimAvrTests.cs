using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>simavr: about the least that a stub can know. No packet size, no description, no <c>vCont</c>, no thread, bare stop replies.</summary>
/// <remarks>
/// Its port is fixed. So it runs in a network of its own, where a few lines of Python connect it to standard input and output.
/// </remarks>
[TestFixture]
[Category("Integration")]
[Platform("Linux")]
public sealed class SimAvrTests
{
    private const int SimAvrPort = 1234;
    private const byte StackPointer = 0x21, ProgramCounter = 0x22;

    // ldi r16, 1; inc r16; rjmp .-4
    private const string Image = ":0600000001E00395FECFB4\n:00000001FF\n";

    // Raises the loopback interface (SIOCSIFFLAGS: up, running, loopback), starts the simulator, and passes bytes.
    private const string Relay = """
        import fcntl, os, socket, struct, subprocess, sys, threading, time
        fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sH22x', b'lo', 0x49))
        simulator = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=sys.stderr)
        while True:
            try:
                link = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
                break
            except ConnectionRefusedError:
                if simulator.poll() is not None: sys.exit(1)
                time.sleep(0.02)
        def send():
            while data := os.read(0, 4096): link.sendall(data)
            simulator.kill()
            os._exit(0)
        threading.Thread(target=send, daemon=True).start()
        while data := link.recv(4096): os.write(1, data)
        """;

    private RspSession? _session;
    private string _image = "";

    [SetUp]
    public async Task StartAsync()
    {
        string simulator = StubProcess.Require("simavr", "simavr"), python = StubProcess.Require("python3", "python3"), apart = StubProcess.Require("unshare", "util-linux");
        StubProcess probe = StubProcess.Start(apart, "-rn", "true");
        await using (probe)
            if (await probe.ExitAsync() != 0) Assert.Ignore("This system gives no network namespaces, and simavr's port is fixed.");
        _image = Path.Combine(Path.GetTempPath(), $"rsp-{Guid.NewGuid():N}.hex");
        await File.WriteAllTextAsync(_image, Image);
        var transport = new PipeTransport(apart, ["-rn", python, "-c", Relay, $"{SimAvrPort}", simulator, "-m", "atmega328p", "-f", "16000000", "-g", _image]);
        _session = await RspSession.ConnectAsync(transport, new RspOptions { Timeouts = new RspTimeouts { Query = TimeSpan.FromSeconds(60) } }, default);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_image.Length > 0) File.Delete(_image);
        (_session, _image) = (null, "");
    }

    [Test]
    public void ConnectAsync_NextToNothingOffered_Works()
    {
        Assert.That(_session!.Capabilities.PacketSizeInBytes, Is.EqualTo(StubCapabilities.DefaultPacketSizeInBytes));
        Assert.That((_session.Capabilities.HasVCont, _session.Capabilities.IsNoAckMode), Is.EqualTo((false, false)));
        Assert.That(_session.Diagnostics, Has.Some.Contains("describes no registers"));
    }

    [Test]
    public async Task ResumeAsync_Steps_StopWithThePcInTheReply()
    {
        uint[] expected = [2, 4, 2];
        foreach (uint pc in expected)
        {
            var stop = (StopReply.Stopped)await _session!.ResumeAsync(ResumeAction.Step.Instance, default);
            Assert.That(Value(stop, ProgramCounter), Is.EqualTo(pc));
            Assert.That(Value(stop, StackPointer), Is.EqualTo(0x08FF));
        }
    }

    [Test]
    public async Task ReadAndWriteMemory_FlashAndData_AreThere()
    {
        byte[] code = new byte[6], data = new byte[2];
        Assert.That(await _session!.ReadMemoryAsync(new(0), code, default), Is.EqualTo(6));
        Assert.That(Convert.ToHexString(code), Is.EqualTo("01E00395FECF"));
        await _session.WriteMemoryAsync(new(0x80_0100), new byte[] { 0xAA, 0xBB }, default);
        await _session.ReadMemoryAsync(new(0x80_0100), data, default);
        Assert.That(Convert.ToHexString(data), Is.EqualTo("AABB"));
    }

    [Test]
    public async Task InsertBreakpointAsync_IsHitAgainAndAgain()
    {
        var loop = new TargetAddress(2);
        Assert.That(await _session!.InsertBreakpointAsync(BreakpointType.Software, loop, 2, default), Is.InstanceOf<BreakpointOutcome.Done>());
        for (int hit = 0; hit < 3; hit++)
        {
            var stop = (StopReply.Stopped)await _session.ResumeAsync(ResumeAction.Continue.Instance, default);
            Assert.That(Value(stop, ProgramCounter), Is.EqualTo(2));
            await _session.RemoveBreakpointAsync(BreakpointType.Software, loop, 2, default);
            await _session.ResumeAsync(ResumeAction.Step.Instance, default);
            await _session.InsertBreakpointAsync(BreakpointType.Software, loop, 2, default);
        }
    }

    [Test]
    public async Task InterruptAsync_Running_Stops()
    {
        Task<StopReply> running = _session!.ResumeAsync(ResumeAction.Continue.Instance, default);
        // It looks for the interrupt at the front of what one read brings: one that arrives along with the resume is lost.
        for (int attempt = 0; attempt < 600 && !running.IsCompleted; attempt++)
        {
            await _session.InterruptAsync(default);
            await Task.WhenAny(running, Task.Delay(100));
        }

        Assert.That(await running.WaitAsync(TimeSpan.FromSeconds(1)), Is.InstanceOf<StopReply.Stopped>());
    }

    private static uint Value(StopReply.Stopped stop, byte number)
    {
        ReadOnlySpan<byte> bytes = stop.Registers.First(register => register.Number == number).Value.Span;
        uint value = 0;
        for (int i = 0; i < bytes.Length; i++) value |= (uint)bytes[i] << (8 * i);
        return value;
    }
}
