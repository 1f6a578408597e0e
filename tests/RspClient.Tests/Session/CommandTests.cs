using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class CommandTests
{
    // replies, parted by ";" | status and text
    [TestCase("OK", "Ok ")]
    [TestCase("O4f2e4b2e0a;O0a;OK", "Ok O.K.\n\n")]
    [TestCase("O;O;OK", "Ok ")]
    [TestCase("68656c6c6f0a", "Ok hello\n")]
    [TestCase("O6c6f670a;726573756c74", "Ok log\nresult")]
    [TestCase("O6c6f670a;E0E", "Refused log\n")]
    [TestCase("E01", "Refused ")]
    [TestCase("", "Unsupported ")]
    [TestCase("4f4b0a", "Ok OK\n")]
    [TestCase("E2809e", "Ok „")]
    public async Task MonitorAsync_Replies_GiveTextAndOutcome(string replies, string expected)
    {
        var events = new SessionFixture.Events();
        var stub = new FakeStub();
        stub.On("qRcmd,", _ =>
        {
            string[] all = replies.Split(';');
            foreach (string reply in all[..^1]) stub.SendPacket(reply);
            return all[^1];
        });
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        MonitorReply reply = await session.MonitorAsync("reset halt", default);
        Assert.That($"{reply.Status} {reply.Output}", Is.EqualTo(expected));
        Assert.That(stub.Counts.Requests[^1], Is.EqualTo("qRcmd,72657365742068616c74"));
        Assert.That(events.Lines, Is.Empty);
    }

    [Test]
    public async Task MonitorAsync_OddHexReply_IsAProtocolError()
    {
        FakeStub stub = new FakeStub().On("qRcmd,", _ => "123");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(async () => await session.MonitorAsync("x", default), Throws.InstanceOf<RspProtocolException>());
    }

    [Test]
    public async Task ReadMemoryAsync_LogTextBeforeTheReply_GoesToEvents()
    {
        var stub = new FakeStub();
        stub.On("m20000000", _ =>
        {
            stub.SendConsole("Info : halted\n");
            return FakeStub.NotHandled;
        });
        var events = new SessionFixture.Events();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default), Is.EqualTo(4));
        Assert.That(events.Lines, Is.EqualTo((string[])["console Info : halted\n"]));
    }

    [TestCase("qTStatus", "")]
    [TestCase("qOffsets", "Text=0;Data=0;Bss=0")]
    [TestCase("qXyz", "T05")]
    public async Task SendRawAsync_AnyReply_IsGivenBack(string payload, string reply)
    {
        FakeStub stub = new FakeStub().On(payload, _ => reply);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.SendRawAsync(payload, default), Is.EqualTo(reply));
    }

    [TestCase("c")]
    [TestCase("s")]
    [TestCase("vCont;c")]
    [TestCase("k")]
    [TestCase("vKill;1")]
    [TestCase("QStartNoAckMode")]
    [TestCase("?")]
    public async Task SendRawAsync_PacketThatChangesTheSession_ThrowsAndSendsNothing(string payload)
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        Assert.That(async () => await session.SendRawAsync(payload, default), Throws.ArgumentException);
        Assert.That(stub.Counts.Total, Is.Zero);
    }

    [TestCase("OK", true)]
    [TestCase("", false)]
    public async Task DetachAsync_Reply_TellsWhetherTheStubKnowsIt(string reply, bool expected)
    {
        FakeStub stub = new FakeStub(new FakeStubOptions { DetachReply = reply });
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.DetachAsync(default), Is.EqualTo(expected));
    }

    [TestCase("", "")]
    [TestCase("l", "")]
    [TestCase("m0000dead,p1.2;l", "0000dead p1.2")]
    [TestCase("m1;m2,3;l", "1 2 3")]
    public async Task ReadThreadsAsync_Parts_AreJoined(string replies, string expected)
    {
        var parts = new Queue<string>(replies.Split(';'));
        var stub = new FakeStub();
        stub.On("qfThreadInfo", _ => parts.Dequeue()).On("qsThreadInfo", _ => parts.Dequeue());
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(string.Join(' ', await session.ReadThreadsAsync(default)), Is.EqualTo(expected));
    }

    [Test]
    public async Task ReadThreadsAsync_EndlessList_IsBounded()
    {
        var stub = new FakeStub();
        stub.On("qfThreadInfo", _ => "m1,2,3,4").On("qsThreadInfo", _ => "m1,2,3,4");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.ReadThreadsAsync(default), Has.Length.EqualTo(4096));
    }

    [Test]
    public async Task SelectThreadAsync_Refused_ThrowsRefused()
    {
        FakeStub stub = new FakeStub().On("Hg", request => request == "Hg1" ? "OK" : "E01");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.SelectThreadAsync("1", default), Is.True);
        Assert.That(async () => await session.SelectThreadAsync("9", default), Throws.InstanceOf<RspRefusedException>());
    }

    [Test]
    public async Task KillAsync_NoAnswer_ClosesTheLink()
    {
        var stub = new FakeStub();
        Testing.InMemoryTransport transport = stub.ConnectInMemory();
        await using RspSession session = await RspSession.ConnectAsync(transport, new RspOptions { Time = new ManualTime() }, default);
        await session.KillAsync(default);
        Assert.That(stub.Counts.Requests[^1], Is.EqualTo("k"));
        Assert.That(transport.IsDisposed, Is.True);
        Assert.That(session.Failure?.Failure, Is.EqualTo(TransportFailure.Disposed));
    }

    [Test]
    public async Task InsertBreakpointAsync_SeventhHardware_IsRefusedWithItsCode()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        for (uint index = 0; index < 6; index++)
            Assert.That(await session.InsertBreakpointAsync(BreakpointType.Hardware, new TargetAddress(index * 2), 2, default), Is.InstanceOf<BreakpointOutcome.Done>());
        BreakpointOutcome seventh = await session.InsertBreakpointAsync(BreakpointType.Hardware, new TargetAddress(0x100), 2, default);
        Assert.That(seventh, Is.InstanceOf<BreakpointOutcome.Refused>());
        Assert.That(((BreakpointOutcome.Refused)seventh).Error.ToString(), Is.EqualTo("E0E"));
        Assert.That(await session.RemoveBreakpointAsync(BreakpointType.Hardware, new TargetAddress(0), 2, default), Is.InstanceOf<BreakpointOutcome.Done>());
        Assert.That(await session.InsertBreakpointAsync(BreakpointType.Hardware, new TargetAddress(0x100), 2, default), Is.InstanceOf<BreakpointOutcome.Done>());
    }

    [Test]
    public async Task InsertBreakpointAsync_TypeUnknownToTheStub_IsUnsupported()
    {
        await using RspSession session = await SessionFixture.ConnectAsync(FakePersonalities.ProbeRs());
        Assert.That(await session.InsertBreakpointAsync(BreakpointType.WriteWatchpoint, SessionFixture.Ram, 4, default), Is.InstanceOf<BreakpointOutcome.Unsupported>());
    }

    [Test]
    public async Task WriteFlashAsync_Image_IsErasedWrittenAndChecksummed()
    {
        FakeStub stub = FakePersonalities.BlackMagic();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        byte[] image = new byte[5000];
        new Random(3).NextBytes(image);
        await session.EraseFlashAsync(new TargetAddress(0), 0x2000, default);
        await session.WriteFlashAsync(new TargetAddress(0), image, default);
        await session.FinishFlashAsync(default);
        Assert.That(stub.Target.Read(0, image.Length).ToArray(), Is.EqualTo(image));
        Assert.That(await session.QueryCrcAsync(new TargetAddress(0), 5000, default), Is.Not.Null);
        Assert.That(stub.Counts.Requests.Max(request => request.Length), Is.LessThanOrEqualTo(0x400));
    }

    [Test]
    public async Task EraseFlashAsync_Misaligned_ThrowsRefused()
    {
        await using RspSession session = await SessionFixture.ConnectAsync(FakePersonalities.OpenOcd());
        Assert.That(async () => await session.EraseFlashAsync(new TargetAddress(0x10), 0x1000, default), Throws.InstanceOf<RspRefusedException>());
    }

    // "123456789" by this CRC (CRC-32/MPEG-2) is 0x0376e6e7, a published check value.
    [Test]
    public async Task QueryCrcAsync_CheckString_GivesThePublishedValue()
    {
        var stub = new FakeStub();
        stub.Target.Load(0x2000_0000, "123456789"u8);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.QueryCrcAsync(SessionFixture.Ram, 9, default), Is.EqualTo(0x0376_e6e7));
    }

    [Test]
    public async Task QueryCrcAsync_Unsupported_AsksOnce()
    {
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.QueryCrcAsync(SessionFixture.Ram, 9, default), Is.Null);
        Assert.That(await session.QueryCrcAsync(SessionFixture.Ram, 9, default), Is.Null);
        Assert.That(stub.Counts["qCRC"], Is.EqualTo(1));
    }

    [Test]
    public async Task History_LastPackets_ArePrintedShortened()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { HistoryCapacity = 4 });
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[512], default);
        string[] lines = session.History.ToText().TrimEnd('\n').Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[2], Does.EndWith("-> packet $m20000000,200#ad"));
        Assert.That(lines[3], Does.Contain("<- packet 0000").And.EndsWith("... (1024 bytes)"));
    }

    [Test]
    public async Task Statistics_SomeRequests_CountPacketsAndBytes()
    {
        var stub = new FakeStub();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RspStatistics before = session.Statistics;
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[4], default);
        RspStatistics after = session.Statistics;
        Assert.That(after.PacketsSent - before.PacketsSent, Is.EqualTo(1));
        Assert.That(after.PacketsReceived - before.PacketsReceived, Is.EqualTo(1));
        Assert.That(after.RoundTrips - before.RoundTrips, Is.EqualTo(1));
        Assert.That(after.BytesSent - before.BytesSent, Is.EqualTo("$m20000000,4#5a".Length));
        Assert.That(after.BytesReceived - before.BytesReceived, Is.EqualTo("$00000000#80".Length));
    }

    // reply to R: none, OK (st-util), empty (QEMU)
    [TestCase(null)]
    [TestCase("OK")]
    [TestCase("")]
    public async Task RestartAsync_WhateverTheStubAnswers_TheNextReplyIsNotOffByOne(string? reply)
    {
        var time = new ManualTime();
        FakeStub stub = new FakeStub().On("R00", _ => reply);
        stub.Target.Load(0x2000_0000, [1, 2, 3, 4]);
        await using RspSession session = await SessionFixture.ConnectAsync(stub, time: time);
        await SessionFixture.AdvanceUntilDoneAsync(session.RestartAsync(default).AsTask(), time);
        byte[] read = new byte[4];
        await session.ReadMemoryAsync(SessionFixture.Ram, read, default);
        Assert.That(read, Is.EqualTo((byte[])[1, 2, 3, 4]));
    }

    [Test]
    public async Task DescribeThreadsAsync_DocumentOffered_GivesNamesAndStates()
    {
        FakeStub stub = new FakeStub(new FakeStubOptions { ExtraFeatures = "qXfer:threads:read+;" }).On("qXfer:threads:read::0,",
            _ => "l<?xml version=\"1.0\"?><threads><thread id=\"1\" name=\"main\">running</thread><thread id=\"dead\"/><thread name=\"none\"/></threads>");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.DescribeThreadsAsync(default), Is.EqualTo((StubThread[])[new("1", "main", "running"), new("dead", "", "")]));
    }

    [Test]
    public async Task DescribeThreadsAsync_PlainListOnly_GivesIds()
    {
        FakeStub stub = new FakeStub().On("qfThreadInfo", _ => "m1,2").On("qsThreadInfo", _ => "l");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That((await session.DescribeThreadsAsync(default)).Select(thread => thread.Id), Is.EqualTo((string[])["1", "2"]));
    }
}
