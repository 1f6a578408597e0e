using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class HandshakeTests
{
    [TestCase("openocd", true, 0x4000, true)]
    [TestCase("qemu", false, 0x1000, true)]
    [TestCase("pyocd", true, 0x800, true)]
    [TestCase("bmp", false, 0x400, false)]
    [TestCase("probe-rs", true, 0x1000, true)]
    [TestCase("stutil", false, 0x3fff, false)]
    [TestCase("jlink", true, 0x4000, false)]
    [TestCase("minimal", false, 400, false)]
    public async Task ConnectAsync_KnownServer_FindsItsCapabilities(string name, bool isNoAck, int packetSize, bool hasVCont)
    {
        FakeStub stub = FakePersonalities.Create(name);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.Capabilities.IsNoAckMode, Is.EqualTo(isNoAck), name);
        Assert.That(session.Capabilities.PacketSizeInBytes, Is.EqualTo(packetSize), name);
        Assert.That(session.Capabilities.HasVCont, Is.EqualTo(hasVCont), name);
        Assert.That(session.InitialStop, Is.InstanceOf<StopReply.Stopped>(), name);
        foreach (FakeRegister register in stub.Target.Registers)
            Assert.That(session.Registers.TryFind(register.Number, out _), Is.True, $"{name}: {register.Name}");
    }

    [TestCaseSource(typeof(FakePersonalities), nameof(FakePersonalities.Names))]
    public async Task ResumeAsync_KnownServer_StepsAndReadsInTwoPackets(string name)
    {
        FakeStub stub = FakePersonalities.Create(name);
        stub.Target.Pc = 0x100;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        // The first step without vCont selects the thread.
        await session.ResumeAsync(ResumeAction.Step.Instance, default);
        stub.Counts.Reset();
        await session.ResumeAsync(ResumeAction.Step.Instance, default);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : 0, Is.EqualTo(0x104), name);
        Assert.That(stub.Counts.Total, Is.EqualTo(2), string.Join('\n', stub.Counts.Requests));
    }

    [TestCaseSource(typeof(FakePersonalities), nameof(FakePersonalities.Names))]
    public async Task WriteMemoryAsync_KnownServer_ReadsBackEqual(string name)
    {
        FakeStub stub = FakePersonalities.Create(name);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        byte[] written = new byte[9001];
        new Random(7).NextBytes(written);
        byte[] read = new byte[written.Length];
        await session.WriteMemoryAsync(SessionFixture.Ram, written, default);
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram, read, default), Is.EqualTo(read.Length), name);
        Assert.That(read, Is.EqualTo(written), name);
        Assert.That(stub.Counts.Requests.Max(request => request.Length), Is.LessThanOrEqualTo(session.Capabilities.PacketSizeInBytes), name);
    }

    [Test]
    public async Task ConnectAsync_AnyServer_SendsQSupportedFirstAndNoAckOnceAfter()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(stub.Counts.Requests[0], Does.StartWith("qSupported:").And.Not.Contain("multiprocess"));
        Assert.That(stub.Counts.Requests[1], Is.EqualTo("QStartNoAckMode"));
        Assert.That(stub.Counts.Requests[2], Does.StartWith("qXfer:features:read:target.xml:0,"));
        Assert.That(stub.Counts.Requests, Has.Exactly(1).EqualTo("?"));
        Assert.That(stub.Counts.Total, Is.EqualTo(6));
    }

    [Test]
    public async Task ConnectAsync_SplitDescription_FetchesEveryIncludeOnce()
    {
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(stub.Counts.Requests.Where(request => request.StartsWith("qXfer", StringComparison.Ordinal)).Select(request => request.Split(':')[3]),
            Is.EqualTo((string[])["target.xml", "m-profile.xml", "vfp.xml"]));
        Assert.That(session.Diagnostics, Is.Empty);
    }

    [Test]
    public async Task ConnectAsync_RunLengthInDocument_CountsDecodedBytes()
    {
        FakeStub stub = FakePersonalities.ProbeRs();
        stub.Options = stub.Options with { PacketSizeInBytes = 0x100 };
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.MemoryMap!.Regions, Has.Length.EqualTo(2));
        Assert.That(session.Registers["xpsr"]?.Number, Is.EqualTo(16));
    }

    [Test]
    public async Task ConnectAsync_DescriptionRefusedUntilAttach_AssumesCoreRegistersAndReadsItLater()
    {
        FakeStub stub = FakePersonalities.BlackMagic();
        bool isAttached = false;
        stub.On("qXfer:features", _ => isAttached ? FakeStub.NotHandled : "E01").On("?", _ => "W00").On("vAttach;1", _ =>
        {
            isAttached = true;
            return "T05";
        });
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.InitialStop, Is.InstanceOf<StopReply.Exited>());
        Assert.That(session.Registers["fpscr"], Is.Null);
        Assert.That(await session.AttachAsync(1, default), Is.InstanceOf<StopReply.Stopped>());
        await session.RefreshDescriptionAsync(default);
        Assert.That(session.Registers["fpscr"]?.Number, Is.EqualTo(23));
    }

    // 168 bytes: sixteen words, eight times twelve bytes, two words.
    [TestCase(168, 25)]
    [TestCase(68, 16)]
    [TestCase(64, 16)]
    public async Task ConnectAsync_NoDescription_ChoosesTheLayoutByTheSizeOfG(int sizeInBytes, int expectedNumber)
    {
        FakeStub stub = FakePersonalities.Minimal();
        stub.On("g", _ => new string('0', (sizeInBytes * 2) - 8) + "00000061");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.Registers["xpsr"]?.Number, Is.EqualTo(expectedNumber));
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("xpsr", out RegisterValue xpsr) ? xpsr.ToUInt32() : 0, Is.EqualTo(sizeInBytes == 64 ? 0u : 0x6100_0000u));
    }

    [Test]
    public async Task ConnectAsync_ForeignArchitectureWithoutRegisters_ReadsNone()
    {
        FakeStub stub = new FakeStub().On("qXfer:features", _ => "l<target><architecture>i386:x86-64</architecture></target>");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.Registers.Registers, Is.Empty);
        Assert.That(session.Diagnostics, Has.Exactly(1).Contains("i386"));
    }

    [Test]
    public async Task ConnectAsync_StopReplyBeforeFirstAnswer_IsNotTakenForIt()
    {
        FakeStub stub = FakePersonalities.Qemu();
        var events = new SessionFixture.Events();
        stub.On("qSupported", _ =>
        {
            stub.SendPacket("T02thread:01;");
            return FakeStub.NotHandled;
        });
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        Assert.That(session.Capabilities.PacketSizeInBytes, Is.EqualTo(0x1000));
        Assert.That(events.Lines, Is.EqualTo((string[])["stop 2"]));
    }

    // announced, in hexadecimal | taken: no more than a reply may have, no less than a packet needs
    [TestCase("4000000", RspClient.Framing.PacketDecoder.DefaultMaxPayloadSizeInBytes)]
    [TestCase("20020", 0x20020)]
    [TestCase("0", 64)]
    [TestCase("0x4000", StubCapabilities.DefaultPacketSizeInBytes)]
    [TestCase("ffffffffffffffff", StubCapabilities.DefaultPacketSizeInBytes)]
    public async Task ConnectAsync_PacketSizeOfAnyKind_IsOneThatWorks(string announced, int taken)
    {
        FakeStub stub = new();
        stub.On("qSupported", _ => $"PacketSize={announced}");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.Capabilities.PacketSizeInBytes, Is.EqualTo(taken));
    }

    [Test]
    public void ConnectAsync_LinkClosedAtOnce_ThrowsClosed()
    {
        var stub = new FakeStub { Faults = (_, _) => FakeFault.DropLink };
        Assert.That(async () => await SessionFixture.ConnectAsync(stub),
            Throws.InstanceOf<RspTransportException>().With.Property(nameof(RspTransportException.Failure)).EqualTo(TransportFailure.Closed));
    }

    [Test]
    public void ConnectAsync_MalformedDescription_ThrowsProtocolExceptionWithPlace()
    {
        FakeStub stub = new FakeStub().On("qXfer:features:read:target.xml:0", _ => "l<target><feature>");
        Assert.That(async () => await SessionFixture.ConnectAsync(stub),
            Throws.InstanceOf<RspProtocolException>().With.Property(nameof(RspException.Where)).StartsWith("target.xml:1:"));
    }

    [Test]
    public async Task ConnectAsync_MalformedMemoryMap_GoesOnWithDiagnostic()
    {
        FakeStub stub = new FakeStub().On("qXfer:memory-map", _ => "l<memory-map><memory type=\"ram\" sta");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(session.MemoryMap, Is.Null);
        Assert.That(session.Diagnostics, Has.Exactly(1).Contains("memory-map"));
    }
}
