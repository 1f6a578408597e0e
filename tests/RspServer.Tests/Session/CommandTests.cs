using RspDebug.RspServer.Session;
using RspDebug.RspServer.Tests.Fakes;

namespace RspDebug.RspServer.Tests.Session;

internal sealed class CommandTests
{
    // request | reply; an empty reply means "not supported". The CRC values are those of gdb 13's compare-sections on the same bytes.
    private const string Cases = """
        ?                             | T0507:07100000;0d:00080020;0e:00000000;0f:00010000;10:00000001;thread:01;
        !                             | OK
        vMustReplyEmpty               |
        qOffsets                      |
        qAttached                     | 1
        qC                            | QC01
        qfThreadInfo                  | m01
        qsThreadInfo                  | l
        qThreadExtraInfo,1            | 6d61696e3a20546872656164203c6d6f64653e
        qThreadExtraInfo,2            | E16
        Hg0                           | OK
        Hc-1                          | OK
        Hg1                           | OK
        Hg7                           | E16
        Hx1                           | E01
        H                             | E01
        T1                            | OK
        T2                            | E16
        Tzz                           | E01
        pf                            | 00010000
        p16                           | xx
        p2a                           | 0000000000000000
        p13                           | E16
        p                             | E01
        pffffffffffffffffff           | E01
        P0=78563412                   | OK
        P0=7856                       | E16
        P63=00                        | E16
        P0                            | E01
        P0=zz                         | E01
        G78563412                     | OK
        Gxx                           | E01
        m0,4                          | 00bf00bf
        mffe,4                        | 00bf
        m0,0                          |
        m1000,4                       | E0e
        m0                            | E01
        m0,                           | E01
        m,4                           | E01
        m-1,4                         | E01
        m0,ffffffffff                 | E01
        x0,4                          | b@
        M20000000,2:abcd              | OK
        M20000000,2:abc               | E01
        M20000000,1:abcd              | E01
        M0,2:abcd                     | E0e
        M20000000,2                   | E01
        X20000000,0:                  | OK
        X20000000,3:abc               | OK
        X20000000,2:abc               | E01
        qCRC:20000000,4               | C@
        qCRC:1000,4                   | E0e
        qCRC:0                        | E01
        qCRC                          | E01
        qCRC:0,7fffffff               | E16
        qXfer:features:read:nix:0,10  | E00
        qXfer:features:read:target.xml:ffffff,10 | E16
        qXfer:features:read:target.xml:0,5       | m<?xml
        qXfer:features:write:target.xml:0,5      | E01
        qXfer:auxv:read::0,10         |
        qXfer:memory-map:read:x:0,10  | E00
        qXfer                         | E01
        qMemoryRegionInfo:10          | start:0;size:1000;permissions:rx;
        qMemoryRegionInfo:20000fff    | start:20000000;size:1000;permissions:rwx;
        qMemoryRegionInfo:1000        | start:1000;size:1ffff000;
        qMemoryRegionInfo:f0000000    | start:20001000;size:ffffffffdfffefff;
        qMemoryRegionInfo             | E01
        Z1,200,2                      | OK
        z1,200,2                      | OK
        z1,300,2                      | OK
        Z9,200,2                      | E01
        Z1,200                        | E01
        Z1,200,2;X3,010203            | E01
        Z                             | E01
        vCont?                        | vCont;c;C;s;S;r;t
        vCont                         | E01
        vCont;q                       | E01
        vCont;s:                      | E01
        vCont;r100                    | E01
        vCont;t                       | T0507:07100000;0d:00080020;0e:00000000;0f:00010000;10:00000001;thread:01;
        vFlashErase:0,400             | OK
        vFlashErase:0                 | E01
        vFlashWrite:0:ab              | OK
        vFlashWrite:zz                | E01
        vFlashDone                    | OK
        vRun;                         | T0507:07100000;0d:00080020;0e:00000000;0f:00010000;10:00000001;thread:01;
        vAttach;1                     | T0507:07100000;0d:00080020;0e:00000000;0f:00010000;10:00000001;thread:01;
        QNonStop:0                    | OK
        QNonStop:1                    | E16
        qRcmd,6661696c                | O746f6c6420746f206661696c0a
        qRcmd,6e6978                  |
        qRcmd,6                       | E01
        F0                            | E01
        c zz                          | E01
        C                             | E01
        szz                           | E01
        """;

    [TestCaseSource(nameof(Lines))]
    public async Task Execute_Table_Replies(string request, string expected)
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        string reply = await client.RequestAsync(request);
        Assert.That(reply, expected.EndsWith('@') ? Does.StartWith(expected[..^1]) : Is.EqualTo(expected));
    }

    [Test]
    public async Task Supported_Plain_OffersEverything()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = RawClient.Connect(stub);
        Assert.That(
            await client.RequestAsync("qSupported:swbreak+;error-message+"),
            Is.EqualTo("PacketSize=4000;QStartNoAckMode+;qXfer:features:read+;qXfer:memory-map:read+;qXfer:threads:read+;vContSupported+;swbreak+;hwbreak+;error-message+;binary-upload+"));
    }

    [Test]
    public async Task Refusal_ClientTakesTexts_SaysWhy()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub, ":error-message+");
        for (int i = 0; i < FakeTarget.Comparators; i++) Assert.That(await client.RequestAsync($"Z1,{0x200 + 2 * i:x},2"), Is.EqualTo("OK"));
        Assert.That(await client.RequestAsync("Z1,300,2"), Is.EqualTo("E.all 6 comparators are taken"));
    }

    [Test]
    public async Task ReadAll_CoversEveryRegisterByNumber()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        string registers = await client.RequestAsync("g");
        Assert.That(registers, Has.Length.EqualTo((17 * 4 + 2 * 4 + 4 + 16 * 8 + 4) * 2));
        Assert.That(registers, Does.StartWith("00100000" + "01100000"));
        Assert.That(registers[(19 * 8)..(19 * 8 + 8)], Is.EqualTo("0000xx00"));     // primask, basepri, faultmask (unavailable), control
    }

    [Test]
    public async Task WriteBinary_EscapedBytes_ArriveUnescaped()
    {
        var target = new FakeTarget();
        await using var stub = new RspStub(target);
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("X20000000,5:}\u0003}\u0004}]*\u0003"), Is.EqualTo("OK"));
        Assert.That(target.Ram[..5], Is.EqualTo(new byte[] { 0x23, 0x24, 0x7d, 0x2a, 0x03 }));
    }

    [Test]
    public async Task Transfer_ReadInPieces_GivesTheSameDocument()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        string whole = await client.RequestAsync("qXfer:features:read:target.xml:0,3fff");
        Assert.That(whole, Does.StartWith("l<?xml"));
        string pieces = "";
        string part;
        do
        {
            part = await client.RequestAsync($"qXfer:features:read:target.xml:{pieces.Length:x},40");
            pieces += part[1..];
        }
        while (part[0] == 'm');
        Assert.That(pieces, Is.EqualTo(whole[1..]));
    }

    [Test]
    public async Task Monitor_Output_ComesBeforeOk()
    {
        await using var stub = new RspStub(new FakeTarget());
        await using RawClient client = await RawClient.ConnectNoAckAsync(stub);
        Assert.That(await client.RequestAsync("qRcmd,68656c6c6f"), Is.EqualTo("O68656c6c6f2c20"));
        Assert.That(await client.ReadPacketAsync(), Is.EqualTo("O776f726c640a"));
        Assert.That(await client.ReadPacketAsync(), Is.EqualTo("OK"));
    }

    private static IEnumerable<object[]> Lines() => Cases.Split('\n').Select(line => line.Split('|')).Select(parts => new object[] { parts[0].Trim(), parts[1].Trim() });
}
