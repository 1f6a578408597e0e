using System.Buffers.Binary;
using System.Runtime.Versioning;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>qemu-arm runs a Thumb program for Linux: QEMU's stub without a machine around it. No no-ack mode, no hardware breakpoints, an exit.</summary>
[TestFixture]
[Category("Integration")]
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class QemuUserTests
{
    private const uint Base = 0x1_0000, HeadersInBytes = 52 + 32, Code = Base + HeadersInBytes;
    private const byte ExitStatus = 7;

    // movs r0, #0; adds r0, #1 (three times); movs r7, #1 (exit); movs r0, #7; svc 0
    private static readonly ushort[] Program = [0x2000, 0x3001, 0x3001, 0x3001, 0x2701, 0x2000 | ExitStatus, 0xDF00];

    private StubProcess? _emulator;
    private RspSession _session = null!;
    private string _image = "";

    [SetUp]
    public async Task StartAsync()
    {
        string program = StubProcess.Require("qemu-arm", "qemu-user");
        _image = Path.Combine(Path.GetTempPath(), $"rsp-{Guid.NewGuid():N}.elf");
        await File.WriteAllBytesAsync(_image, CreateImage());
        File.SetUnixFileMode(_image, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        int port = QemuMachine.FindFreePort();
        _emulator = StubProcess.Start(program, "-g", $"{port}", _image);
        _session = await _emulator.ConnectAsync(port);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null) await _emulator.DisposeAsync();
        File.Delete(_image);
        _emulator = null;
    }

    [Test]
    public async Task ConnectAsync_KnowsRegistersOfASplitDescription()
    {
        Assert.That(_session.Capabilities.IsNoAckMode, Is.False);
        Assert.That(_session.Registers["cpsr"] ?? _session.Registers["xpsr"], Is.Not.Null);
        Assert.That(await RegisterAsync("pc"), Is.EqualTo(Code));
    }

    [Test]
    public async Task ReadMemoryAsync_Code_IsTheProgram()
    {
        byte[] code = new byte[2 * Program.Length];
        Assert.That(await _session.ReadMemoryAsync(new(Code), code, default), Is.EqualTo(code.Length));
        Assert.That(code, Is.EqualTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes<ushort>(Program).ToArray()));
        await Assert.ThatAsync(() => _session.ReadMemoryAsync(new(0x10), new byte[4], default).AsTask(), Throws.InstanceOf<RspRefusedException>());
    }

    [Test]
    public async Task ResumeAsync_Steps_FollowTheProgram()
    {
        for (uint step = 1; step <= 4; step++)
        {
            await _session.ResumeAsync(ResumeAction.Step.Instance, default);
            Assert.That((await RegisterAsync("pc"), await RegisterAsync("r0")), Is.EqualTo((Code + 2 * step, step - 1)));
        }
    }

    [Test]
    public async Task WriteRegisterAsync_ChangesTheExitStatus()
    {
        var last = new TargetAddress(Code + 12);
        Assert.That(await _session.InsertBreakpointAsync(BreakpointType.Software, last, 2, default), Is.InstanceOf<BreakpointOutcome.Done>());
        await _session.ResumeAsync(ResumeAction.Continue.Instance, default);
        Assert.That((await RegisterAsync("pc"), await RegisterAsync("r0")), Is.EqualTo(((uint)last.Value, (uint)ExitStatus)));
        await _session.WriteRegisterAsync(_session.Registers["r0"]!, 0x2A, default);
        await _session.RemoveBreakpointAsync(BreakpointType.Software, last, 2, default);
        Assert.That(await _session.ResumeAsync(ResumeAction.Continue.Instance, default), Is.EqualTo(new StopReply.Exited(0x2A)));
        Assert.That(await _emulator!.ExitAsync(), Is.EqualTo(0x2A));
    }

    [Test]
    public async Task InsertBreakpointAsync_Watchpoint_IsUnsupported() =>
        Assert.That(await _session.InsertBreakpointAsync(BreakpointType.WriteWatchpoint, new(Code), 4, default), Is.Not.InstanceOf<BreakpointOutcome.Done>());

    [Test]
    public async Task DetachAsync_ProgramRunsToItsEnd()
    {
        Assert.That(await _session.DetachAsync(default), Is.True);
        Assert.That(await _emulator!.ExitAsync(), Is.EqualTo(ExitStatus));
    }

    private async Task<uint> RegisterAsync(string name) =>
        (await _session.ReadRegistersAsync(default)).TryGet(name, out RegisterValue value) ? value.ToUInt32() : throw new AssertionException($"{name} is not in g");

    // ELF32 for Arm, EABI 5, one segment that holds the headers and the code; an odd entry point is Thumb code.
    private static byte[] CreateImage()
    {
        int size = (int)HeadersInBytes + 2 * Program.Length;
        byte[] image = new byte[size];
        Span<byte> file = image;
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1 }.CopyTo(file);
        uint[] words = [40u << 16 | 2, 1, Code | 1, 52, 0, 0x0500_0000, 32u << 16 | 52, 1];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(file[(16 + 4 * i)..], words[i]);
        uint[] segment = [1, 0, Base, Base, (uint)size, (uint)size, 5, 0x1000];
        for (int i = 0; i < segment.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(file[(52 + 4 * i)..], segment[i]);
        for (int i = 0; i < Program.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(file[((int)HeadersInBytes + 2 * i)..], Program[i]);
        return image;
    }
}
