using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class LinkFaultTests
{
    private static readonly byte[] Pattern = [0xde, 0xad, 0xbe, 0xef];

    [TestCase(FakeFault.LoseRequest)]
    [TestCase(FakeFault.LoseReply)]
    [TestCase(FakeFault.DamageRequest)]
    [TestCase(FakeFault.DamageReply)]
    [TestCase(FakeFault.RepeatReply)]
    [TestCase(FakeFault.LoseAck)]
    [TestCase(FakeFault.TurnAckIntoNak)]
    public async Task ReadMemoryAsync_OneFaultWithAcks_GivesTheRightBytesAndStaysInStep(FakeFault fault)
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.Qemu();
        stub.Target.Load(0x2000_0000, Pattern);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        FailOnce(stub, "m20000000", fault);
        byte[] read = new byte[4];
        await SessionFixture.AdvanceUntilDoneAsync(session.ReadMemoryAsync(SessionFixture.Ram, read, default).AsTask(), time);
        Assert.That(read, Is.EqualTo(Pattern));
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram + 8, read, default), Is.EqualTo(4));
        Assert.That(read, Is.EqualTo(new byte[4]));
    }

    [TestCase(FakeFault.LoseRequest)]
    [TestCase(FakeFault.LoseReply)]
    public async Task ReadMemoryAsync_NoAnswerWithoutAcks_ResynchronisesAndAsksAgain(FakeFault fault)
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Load(0x2000_0000, Pattern);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        FailOnce(stub, "m20000000", fault);
        byte[] read = new byte[4];
        await SessionFixture.AdvanceUntilDoneAsync(session.ReadMemoryAsync(SessionFixture.Ram, read, default).AsTask(), time);
        Assert.That(read, Is.EqualTo(Pattern));
        Assert.That(session.Statistics.Resynchronisations, Is.EqualTo(1));
        Assert.That(session.Statistics.Timeouts, Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ReadMemoryAsync_LateReply_IsNotTakenForTheNextAnswer(bool hasCurrentThread)
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Options = stub.Options with { HasCurrentThread = hasCurrentThread };
        stub.Target.Load(0x2000_0000, Pattern);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        FailOnce(stub, "m20000004", FakeFault.HoldReply);
        byte[] first = new byte[4];
        Task<int> reading = session.ReadMemoryAsync(SessionFixture.Ram + 4, first, default).AsTask();
        time.Advance(TimeSpan.FromSeconds(5.5));
        stub.ReleaseReplies();
        await SessionFixture.AdvanceUntilDoneAsync(reading, time);
        byte[] second = new byte[4];
        await session.ReadMemoryAsync(SessionFixture.Ram, second, default);
        Assert.That((first, second), Is.EqualTo((new byte[4], Pattern)));
    }

    [Test]
    public async Task ReadMemoryAsync_DamagedReplyWithoutAcks_EndsTheSessionAsCorrupted()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        var events = new SessionFixture.Events();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        FailOnce(stub, "m", FakeFault.DamageReply);
        Assert.That(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default), Throws.InstanceOf<RspTransportException>());
        Assert.That(session.Failure?.Failure, Is.EqualTo(TransportFailure.Corrupted));
        Assert.That(async () => await session.ReadRegistersAsync(default), Throws.InstanceOf<RspTransportException>());
        Assert.That(events.Lines, Is.EqualTo((string[])["lost Corrupted"]), "reported once");
    }

    [Test]
    public async Task ReadMemoryAsync_StubSilentForGood_EndsTheSessionAsTimeout()
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        stub.Faults = (_, _) => FakeFault.LoseRequest;
        Task<int> reading = session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default).AsTask();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(async () => await reading, Throws.InstanceOf<RspTransportException>().With.Property(nameof(RspTransportException.Failure)).EqualTo(TransportFailure.Timeout));
    }

    [Test]
    public async Task ReadMemoryAsync_NakForEver_EndsTheSessionAsCorrupted()
    {
        FakeStub stub = FakePersonalities.StUtil();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Faults = (_, _) => FakeFault.DamageRequest;
        Assert.That(async () => await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default),
            Throws.InstanceOf<RspTransportException>().With.Property(nameof(RspTransportException.Failure)).EqualTo(TransportFailure.Corrupted));
        Assert.That(stub.Counts["m"], Is.EqualTo(4), "once and three times again");
    }

    [TestCase(FakeFault.DamageRequest, 1)]
    [TestCase(FakeFault.TurnAckIntoNak, 1)]
    [TestCase(FakeFault.LoseAck, 1)]
    [TestCase(FakeFault.DamageReply, 1)]
    public async Task WriteMemoryAsync_OneFaultWithAcks_IsCarriedOutOnce(FakeFault fault, int expected)
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.Qemu();
        int writes = 0;
        stub.On("M", _ =>
        {
            writes++;
            return FakeStub.NotHandled;
        });
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        FailOnce(stub, "M", fault);
        Task writing = session.WriteMemoryAsync(SessionFixture.Ram, Pattern, default).AsTask();
        await SessionFixture.AdvanceUntilDoneAsync(writing, time);
        Assert.That(writes, Is.EqualTo(expected));
    }

    [TestCase(FakeFault.LoseRequest)]
    [TestCase(FakeFault.LoseReply)]
    public async Task WriteMemoryAsync_NoAnswer_EndsTheSessionAndIsNotRepeated(FakeFault fault)
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        await session.WriteMemoryAsync(SessionFixture.Ram, Pattern, default);
        stub.Counts.Reset();
        FailOnce(stub, "X", fault);
        Task writing = session.WriteMemoryAsync(SessionFixture.Ram, Pattern, default).AsTask();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(async () => await writing, Throws.InstanceOf<RspTransportException>());
        Assert.That(stub.Counts["X"], Is.EqualTo(1));
    }

    [TestCase(FakeFault.DamageRequest, 0)]
    [TestCase(FakeFault.TurnAckIntoNak, 1)]
    public async Task ResumeAsync_Nak_EndsTheSessionAndStepsAtMostOnce(FakeFault fault, int expectedSteps)
    {
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        uint before = stub.Target.Pc;
        FailOnce(stub, "vCont;s", fault);
        Assert.That(async () => await session.ResumeAsync(ResumeAction.Step.Instance, default), Throws.InstanceOf<RspTransportException>());
        Assert.That((stub.Target.Pc - before) / 2, Is.EqualTo(expectedSteps));
    }

    [TestCase(FakeFault.LoseAck)]
    [TestCase(FakeFault.DamageReply)]
    [TestCase(FakeFault.RepeatReply)]
    public async Task ResumeAsync_FaultAfterTheStep_StepsOnce(FakeFault fault)
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        uint before = stub.Target.Pc;
        FailOnce(stub, "vCont;s", fault);
        StopReply stop = await SessionFixture.AdvanceUntilDoneAsync(session.ResumeAsync(ResumeAction.Step.Instance, default), time);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(stop, Is.InstanceOf<StopReply.Stopped>());
        Assert.That(registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : 0, Is.EqualTo(before + 2));
    }

    [Test]
    public async Task MonitorAsync_KeepAlives_StartTheLimitAgain()
    {
        var time = new ManualTime();
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.On("qRcmd,", _ => null);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        Task<MonitorReply> erasing = session.MonitorAsync("flash erase_sector 0 0 last", default).AsTask();
        for (int second = 0; second < 300; second += 30)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            stub.SendPacket("O");
        }

        stub.SendNotification("oocd_keepalive:1e");
        stub.SendPacket("OK");
        Assert.That((await erasing).Status, Is.EqualTo(ReplyStatus.Ok));
    }

    [TestCase("qemu")]
    [TestCase("openocd")]
    public async Task Session_DroppedAtAnyPacket_EndsWithOneTypedError(string name)
    {
        for (int drop = 1; drop <= 12; drop++)
        {
            FakeStub stub = FakePersonalities.Create(name);
            var events = new SessionFixture.Events();
            int last = drop;
            stub.Faults = (number, _) => number == last ? FakeFault.DropLink : FakeFault.None;
            Assert.That(async () => await UseAsync(stub, new RspOptions { Events = events }), Throws.InstanceOf<RspTransportException>(), $"dropped at packet {drop}");
            Assert.That(events.Lines, Is.EqualTo((string[])["lost Closed"]), $"dropped at packet {drop}");
        }
    }

    [Test]
    public async Task Session_OneFaultInTenPackets_NeverGivesAWrongValueOrADoubleStep()
    {
        int requests = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 100_000 : 3_000;
        var random = new Random(5);
        FakeFault[] faults = [FakeFault.LoseRequest, FakeFault.LoseReply, FakeFault.DamageRequest, FakeFault.DamageReply, FakeFault.RepeatReply, FakeFault.LoseAck, FakeFault.TurnAckIntoNak];
        for (int done = 0; done < requests;)
        {
            var time = new ManualTime();
            FakeStub stub = FakePersonalities.Qemu();
            for (int word = 0; word < 0x1000; word += 4) stub.Target.Load(0x2000_0000 + (uint)word, BitConverter.GetBytes(word * 2_654_435_761u));
            await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
            stub.Faults = (_, _) => random.Next(10) == 0 ? faults[random.Next(faults.Length)] : FakeFault.None;
            for (; done < requests && session.Failure is null; done++) await CheckOneRequestAsync(session, stub, random.Next(0x400), done % 3 == 0, time);
        }
    }

    private static async Task CheckOneRequestAsync(RspSession session, FakeStub stub, int word, bool steps, ManualTime time)
    {
        uint before = stub.Target.Pc;
        try
        {
            if (steps)
            {
                await SessionFixture.AdvanceUntilDoneAsync(session.ResumeAsync(ResumeAction.Step.Instance, default), time);
                // A step whose packet was lost ends by an interrupt, with the PC where it was; it is never carried out twice.
                Assert.That(stub.Target.Pc, Is.EqualTo(before).Or.EqualTo(before + 2));
                return;
            }

            byte[] read = new byte[4];
            await SessionFixture.AdvanceUntilDoneAsync(session.ReadMemoryAsync(SessionFixture.Ram + (word * 4), read, default).AsTask(), time);
            Assert.That(BitConverter.ToUInt32(read), Is.EqualTo((uint)(word * 4) * 2_654_435_761u));
        }
        catch (RspTransportException)
        {
            // The session ended with its one typed error; the next one goes on.
            Assert.That(stub.Target.Pc - before, Is.LessThanOrEqualTo(2u));
        }
    }

    private static async Task UseAsync(FakeStub stub, RspOptions options)
    {
        await using RspSession session = await SessionFixture.ConnectAsync(stub, options);
        for (int count = 0; count < 12; count++)
        {
            await session.ResumeAsync(ResumeAction.Step.Instance, default);
            await session.ReadRegistersAsync(default);
        }
    }

    private static void FailOnce(FakeStub stub, string prefix, FakeFault fault)
    {
        bool isDone = false;
        stub.Faults = (_, request) =>
        {
            if (isDone || !request.StartsWith(prefix, StringComparison.Ordinal)) return FakeFault.None;
            isDone = true;
            return fault;
        };
    }
}
