using System.Text;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>What an external server is, by its handshake and by its answers.</summary>
public sealed class ServerIdentityTests
{
    private const string OpenOcdText = "Open On-Chip Debugger 0.12.0\n", BlackMagicText = "Black Magic Probe v1.10.0, Hardware Version 3\n";

    // server that it is, or - | qSupported as it is on record or in the server's source | vCont? | monitor version | qSeggerSWO:GetSpeedInfo
    private const string Servers =
        """
        pyOCD             | qXfer:features:read+;QStartNoAckMode+;qXfer:threads:read+;QNonStop+;PacketSize=800;qXfer:memory-map:read+ | vCont;c;C;s;S;r;t | |
        -                 | qXfer:memory-map:read+;qXfer:features:read+;PacketSize=800 | | |
        st-util           | PacketSize=3fff;qXfer:memory-map:read+;qXfer:features:read+ | | |
        J-Link GDB Server | PacketSize=4000;qXfer:memory-map:read-;QStartNoAckMode+;hwbreak+;qXfer:features:read+ | | | 4C4B40,1
        -                 | PacketSize=4000;qXfer:memory-map:read-;QStartNoAckMode+;hwbreak+;qXfer:features:read+ | | | E01
        OpenOCD           | PacketSize=4000;qXfer:memory-map:read+;qXfer:features:read+;qXfer:threads:read+;QStartNoAckMode+;vContSupported+ | vCont;c;C;s;S | OpenOCD |
        Black Magic Probe | PacketSize=400;qXfer:memory-map:read+;qXfer:features:read+;vContSupported+;QStartNoAckMode+ | vCont;c;C;s;t | BlackMagic |
        -                 | PacketSize=47ff;QPassSignals+;QProgramSignals+;QStartNoAckMode+;QNonStop+;qXfer:threads:read+;qXfer:features:read+;vContSupported+ | vCont;c;C;s;S;t;r | |
        -                 | PacketSize=f000;hwbreak+;vContSupported+;qXfer:memory-map:read+;read+;QStartNoAckMode+ | vCont;c;C;s;S | |
        """;

    private static IEnumerable<TestCaseData> Cases => Servers.Split('\n').Select(static line =>
    {
        string[] fields = [.. line.Split('|').Select(static part => part.Trim())];
        return new TestCaseData([.. fields]).SetArgDisplayNames(fields[0], fields[1]);
    });

    [TestCaseSource(nameof(Cases))]
    public async Task FindAsync_Server_IsToldByWhatOnlyItSays(string expected, string features, string resumeActions, string version, string speeds)
    {
        string text = version switch { "OpenOCD" => OpenOcdText, "BlackMagic" => BlackMagicText, _ => "" };
        FakeStub stub = FakePersonalities.OpenOcd().On("qSupported", _ => features).On("vCont?", _ => resumeActions).On("qSeggerSWO", _ => speeds)
            .On("qRcmd,", _ => Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
        await using RspSession session = await RspSession.ConnectAsync(stub.ConnectInMemory(), new RspOptions { Time = new ManualTime() }, default);
        KnownServer? found = await ServerIdentity.FindAsync(session, default);
        Assert.That(found?.Name ?? "-", Is.EqualTo(expected));
        if (!features.Contains("hwbreak+", StringComparison.Ordinal)) Assert.That(stub.Counts.Requests, Has.None.StartsWith("qSegger"));
        if (found?.Shows is not null) Assert.That(stub.Counts.Requests, Has.None.StartsWith("qRcmd").And.None.StartsWith("qSegger"), "it was known before it was asked");
    }
}
