using System.Net;
using System.Net.Sockets;
using System.Text;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkLogs;
using RspDebug.DebugAdapter.Engine.LinkProxy;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Tests.Cli;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.LinkProxy;

/// <summary>The proxy passes every byte on, and what it writes down is what passed.</summary>
[TestFixture]
public sealed class TcpProxyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task RunAsync_ASession_IsRecordedByteForByte()
    {
        FakeStub stub = new();
        await using FakeStubListener server = stub.Listen();
        var log = new StringWriter();
        LinkSummary live = await ThroughAsync(server.GdbTarget, log, static async session =>
        {
            byte[] memory = [.. Enumerable.Range(0, 256).Select(static value => (byte)value)];
            await session.WriteMemoryAsync(new(0x2000_0000), memory, default);
            byte[] back = new byte[256];
            await session.ReadMemoryAsync(new(0x2000_0000), back, default);
            Assert.That(back, Is.EqualTo(memory));
        });

        (LinkLogFormat format, IEnumerable<LinkRecord> records) = LinkLogFormats.Open(LogLines.Read(new MemoryStream(Encoding.UTF8.GetBytes(log.ToString()))));
        var analyser = new LinkAnalyser();
        List<LinkRecord> read = [.. records];
        foreach (LinkRecord record in read) analyser.Push(record);
        LinkSummary later = analyser.Finish(("log", format.Name));
        Assert.That(format.Name, Is.EqualTo("proxy"));
        Assert.That((later.Requests, later.BytesToStub, later.BytesToClient), Is.EqualTo((live.Requests, live.BytesToStub, live.BytesToClient)));
        Assert.That(later.Findings.Where(static finding => finding.Severity > AuditSeverity.Note), Is.Empty);
        Assert.That(later.Requests, Is.EqualTo(stub.Counts.Total));
        Assert.That(read.Select(static record => record.Kind), Has.Exactly(1).EqualTo(LinkRecordKind.Opened).And.Exactly(1).EqualTo(LinkRecordKind.Closed));
    }

    // what the stub does to a reply | the rule
    [TestCase("drop$", "lost-dollar")]
    [TestCase("flip", "damaged-packet")]
    [TestCase("drop", "damaged-packet")]
    [TestCase("double", "damaged-packet")]
    public async Task RunAsync_AFaultInAReply_IsNamed(string fault, string rule)
    {
        await using DamagingServer server = DamagingServer.Start(fault);
        LinkSummary summary = await ThroughAsync(server.Address, null, static async session =>
        {
            byte[] back = new byte[4];
            await session.ReadMemoryAsync(new(0x2000_0000), back, default);
            Assert.That(back, Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        });
        Assert.That(summary.Findings.Select(static finding => finding.Rule), Does.Contain(rule), string.Join('\n', summary.Findings.Select(static f => $"{f.Rule}: {f.Text}")));
    }

    [Test]
    public async Task RunAsync_ServerThatIsGone_TurnsTheNextClientAwayAndKeepsWhatWasRecorded()
    {
        FakeStub stub = new();
        FakeStubListener server = stub.Listen();
        Assert.That(ServerAddress.TryParse(server.GdbTarget, out ServerAddress? address), Is.True);
        var told = new List<string>();
        var recorder = new LinkRecorder(null, TimeProvider.System) { OnTurnedAway = told.Add };
        using TcpProxy proxy = TcpProxy.Listen(0);
        using var limit = new CancellationTokenSource(Limit);
        Task running = proxy.RunAsync(address!, recorder, null, limit.Token);
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", proxy.EndPoint.Port, Limit, limit.Token);
        await using (await RspSession.ConnectAsync(transport, new RspOptions(), limit.Token)) await server.DisposeAsync();
        using var next = new TcpClient();
        await next.ConnectAsync("127.0.0.1", proxy.EndPoint.Port, limit.Token);
        Assert.That(await next.GetStream().ReadAsync(new byte[1], limit.Token), Is.Zero, "turned away");
        Assert.That(running.IsCompleted, Is.False, "the proxy waits for the next one");
        await limit.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told, Has.Count.EqualTo(1).And.One.Contains("cannot be reached"));
        Assert.That(recorder.Finish("proxy").Requests, Is.EqualTo(stub.Counts.Total));
    }

    [Test]
    public async Task Verb_PortThatIsTaken_IsSaid()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (int code, _, string errors) = await AdapterCommand.RunAsync(null, "rsp", "proxy", "--listen", $"{port}", "--to", "localhost:1");
        Assert.That(code, Is.EqualTo(3));
        Assert.That(errors, Does.Contain($"port {port}").And.Contain("Choose another one"));
    }

    private static async Task<LinkSummary> ThroughAsync(string target, TextWriter? log, Func<RspSession, Task> use)
    {
        Assert.That(ServerAddress.TryParse(target, out ServerAddress? address), Is.True);
        var recorder = new LinkRecorder(log, TimeProvider.System);
        using TcpProxy proxy = TcpProxy.Listen(0);
        using var limit = new CancellationTokenSource(Limit);
        Task running = proxy.RunAsync(address!, recorder, 1, limit.Token);
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", proxy.EndPoint.Port, Limit, limit.Token);
        await using (RspSession session = await RspSession.ConnectAsync(transport, new RspOptions { Timeouts = new RspTimeouts { Memory = TimeSpan.FromSeconds(1) } }, limit.Token)) await use(session);
        await running;
        return recorder.Finish("proxy");
    }
}
