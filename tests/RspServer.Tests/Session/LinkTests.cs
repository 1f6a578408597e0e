using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Tests.Fakes;

namespace RspDebug.RspServer.Tests.Session;

internal sealed class LinkTests
{
    [Test]
    public async Task Packet_AckMode_IsAcknowledgedThenAnswered()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = RawClient.Connect(stub);
        client.SendRaw("$qC#b4");
        Assert.That(await client.ReadRawAsync(9), Is.EqualTo("+$QC01#f5"));
    }

    [Test]
    public async Task Packet_BadChecksum_IsNaked()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = RawClient.Connect(stub);
        client.SendRaw("$qC#00$qC#b4");
        Assert.That(await client.ReadRawAsync(10), Is.EqualTo("-+$QC01#f5"));
    }

    [Test]
    public async Task Nak_RepeatsTheReply()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = RawClient.Connect(stub);
        client.SendRaw("$qC#b4");
        _ = await client.ReadRawAsync(9);
        client.SendRaw("--");
        Assert.That(await client.ReadRawAsync(16), Is.EqualTo("$QC01#f5$QC01#f5"));
    }

    [Test]
    public async Task Nak_OfConsoleText_RepeatsThatAndKeepsOrder()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = RawClient.Connect(stub);
        client.Send("qRcmd,68656c6c6f");
        string first = RawClient.Frame("O68656c6c6f2c20");
        Assert.That(await client.ReadRawAsync(1 + first.Length), Is.EqualTo("+" + first));
        client.SendRaw("-");
        Assert.That(await client.ReadRawAsync(first.Length), Is.EqualTo(first));
        client.SendRaw("+");
        Assert.That(await client.ReadRawAsync(RawClient.Frame("O776f726c640a").Length), Is.EqualTo(RawClient.Frame("O776f726c640a")));
        client.SendRaw("+");
        Assert.That(await client.ReadRawAsync(6), Is.EqualTo("$OK#9a"));
    }

    [Test]
    public async Task NoAckMode_OkIsStillAcknowledged_ThenNothingIs()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = RawClient.Connect(stub);
        client.Send("QStartNoAckMode");
        Assert.That(await client.ReadRawAsync(7), Is.EqualTo("+$OK#9a"));
        client.SendRaw("+$qC#b4");
        Assert.That(await client.ReadRawAsync(8), Is.EqualTo("$QC01#f5"));
    }

    [Test]
    public async Task NoAckMode_BadChecksum_IsAnErrorAndNothingIsDone()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        client.SendRaw("$P0=78563412#00");
        Assert.That(await client.ReadPacketAsync(), Is.EqualTo("E05"));
        Assert.That(target.Get(0), Is.EqualTo(0x1000));
    }

    [Test]
    public async Task Packet_LongerThanTheStubTakes_IsAnError()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("M20000000,4000:" + new string('0', 0x8000)), Is.EqualTo("E01"));
        Assert.That(await client.RequestAsync("qC"), Is.EqualTo("QC01"));
    }

    [Test]
    public async Task OpenOcdPersonality_BadChecksum_IsSilent()
    {
        await using var stub = new RspStub(new FakeTarget(), new RspStubOptions { Personality = KnownPersonalities.OpenOcd });
        await using RawClient client = RawClient.Connect(stub);
        client.SendRaw("$qC#00$qC#b4");
        Assert.That(await client.ReadRawAsync(9), Is.EqualTo("+$QC01#f5"));
    }

    [Test]
    public async Task ProbeRsPersonality_Nak_EndsTheSession()
    {
        await using var stub = new RspStub(new FakeTarget(), new RspStubOptions { Personality = KnownPersonalities.ProbeRs });
        await using RawClient client = RawClient.Connect(stub);
        client.SendRaw("-");
        Assert.That(await client.ReadByteAsync(), Is.Null);
    }

    [Test]
    public async Task ProbeRsPersonality_LongReply_UsesRunLengths()
    {
        await using var stub = new RspStub(new FakeTarget(), new RspStubOptions { Personality = KnownPersonalities.ProbeRs });
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("m20000000,20"), Is.EqualTo("0*\u005c"));
    }

    [Test]
    public async Task Personality_HiddenRenumberedAndCut_ShowsInXmlAndPackets()
    {
        StubPersonality personality = StubPersonality.Plain with
        {
            HiddenFeatures = ["org.gnu.gdb.arm.vfp"], GeneralRegisterCount = 17, ThreadText = "dead",
            WireRegisterNumbers = System.Collections.Immutable.ImmutableDictionary<int, int>.Empty.Add(16, 25), HiddenPackets = ["Z0", "qXfer:memory-map"],
        };
        await using var stub = new RspStub(new FakeTarget(), new RspStubOptions { Personality = personality });
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        string xml = await client.RequestAsync("qXfer:features:read:target.xml:0,3fff");
        Assert.That(xml, Does.Contain("name=\"xpsr\" bitsize=\"32\" regnum=\"25\"").And.Not.Contain("fpscr"));
        Assert.That(await client.RequestAsync("p19"), Is.EqualTo("00000001"));
        Assert.That(await client.RequestAsync("p3a"), Is.EqualTo("E16"));
        Assert.That(await client.RequestAsync("qC"), Is.EqualTo("QCdead"));
        Assert.That(await client.RequestAsync("Hgdead"), Is.EqualTo("OK"));
        Assert.That(await client.RequestAsync("Z0,200,2"), Is.Empty);
        Assert.That(await client.RequestAsync("qXfer:memory-map:read::0,100"), Is.Empty);
    }

    [Test]
    public async Task Faults_SameSeed_DamageTheSameBytes()
    {
        var faults = new LinkFaults { Seed = 5, CorruptPpm = 100_000, DropPpm = 50_000, SplitInBytes = 3 };
        string[] runs = new string[2];
        for (int run = 0; run < runs.Length; run++)
        {
            await using var stub = new RspStub(new FakeTarget(), new RspStubOptions { Personality = StubPersonality.Plain with { Faults = faults } });
            await using RawClient client = RawClient.Connect(stub);
            client.Send("m20000000,100");
            runs[run] = await client.ReadRawAsync(400);
        }

        Assert.That(runs[1], Is.EqualTo(runs[0]));
        Assert.That(runs[0], Does.Not.StartWith("+$" + new string('0', 398)));
    }

    [Test]
    public async Task RandomPackets_NeverEndTheSession()
    {
        const string Alphabet = "0123456789abcdef,:;=-p.\u0003zZ";
        var random = new Random(11);
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        string[] starts = ["m", "M2000", "X20000000,", "Z1,", "z", "p", "P", "G", "H", "T", "q", "qXfer:", "qRcmd,", "vFlashWrite:", "vCont;t", "F", "Q", "v", "qCRC:", "x"];
        for (int round = 0; round < 3000; round++)
        {
            string payload = starts[random.Next(starts.Length)];
            for (int i = random.Next(12); i > 0; i--) payload += Alphabet[random.Next(Alphabet.Length)];
            Assert.That(await client.RequestAsync(payload), Is.Not.EqualTo("(closed)"));
        }
    }
}
