using System.Net;
using System.Net.Sockets;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class TransportTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Test]
    public void ConnectAsync_NothingListens_ThrowsNotConnectedWithEndpointAndAdvice()
    {
        int port = Integration.QemuMachine.FindFreePort();
        RspTransportException? error = Assert.CatchAsync<RspTransportException>(async () => await TcpTransport.ConnectAsync("127.0.0.1", port, Limit, default)).Result;
        Assert.That(error?.Failure, Is.EqualTo(TransportFailure.NotConnected));
        Assert.That(error?.Message, Does.Contain($"127.0.0.1:{port}").And.Contain("Start the debug server"));
    }

    [Test]
    public void ConnectAsync_Cancelled_ThrowsCancelled() =>
        Assert.That(async () => await TcpTransport.ConnectAsync("127.0.0.1", 1, Limit, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public async Task Session_OverTcp_StepsAndReads()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = 0x100;
        await using FakeStubListener listener = stub.Listen();
        await using RspSession session = await ConnectAsync(listener);
        for (int count = 0; count < 100; count++) await session.ResumeAsync(ResumeAction.Step.Instance, default);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("pc", out RegisterValue pc) ? pc.ToUInt32() : 0, Is.EqualTo(0x100 + 200));
    }

    [Test]
    public async Task Session_BytewiseDelivery_IsUnderstood([Values(1, 3, 7)] int size)
    {
        FakeStub stub = FakePersonalities.ProbeRs();
        stub.Options = stub.Options with { DeliverySizeInBytes = size };
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.ReadMemoryAsync(SessionFixture.Ram, new byte[3000], default), Is.EqualTo(3000));
    }

    [Test]
    public async Task Session_ServerDiesWhileRunning_EndsTheResumeWithClosed()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Run = _ => null;
        var events = new SessionFixture.Events();
        FakeStubListener listener = stub.Listen();
        await using RspSession session = await ConnectAsync(listener, new RspOptions { Events = events });
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await listener.DisposeAsync();
        Assert.That(async () => await running, Throws.InstanceOf<RspTransportException>().With.Property(nameof(RspTransportException.Failure)).EqualTo(TransportFailure.Closed));
        Assert.That(async () => await session.InterruptAsync(default), Throws.InstanceOf<RspTransportException>());
        Assert.That(events.Lines, Is.EqualTo((string[])["lost Closed"]));
    }

    [Test]
    public async Task DisposeAsync_WhileRunning_EndsTheResumeAndReportsNothing()
    {
        var stub = new FakeStub();
        stub.Target.Run = _ => null;
        var events = new SessionFixture.Events();
        RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        Task<StopReply> running = session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await session.DisposeAsync();
        Assert.That(async () => await running, Throws.InstanceOf<RspTransportException>().With.Property(nameof(RspTransportException.Failure)).EqualTo(TransportFailure.Disposed));
        Assert.That(async () => await session.ReadRegistersAsync(default), Throws.InstanceOf<RspTransportException>());
        Assert.That(events.Lines, Is.Empty);
    }

    [Test]
    public async Task DetachAsync_StubClosesAfterwards_IsNoLostLink()
    {
        var stub = new FakeStub();
        var events = new SessionFixture.Events();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Events = events });
        await session.DetachAsync(default);
        stub.DropLink();
        Assert.That(events.Lines, Is.Empty);
        Assert.That(session.Failure?.Failure, Is.EqualTo(TransportFailure.Disposed));
    }

    [Test]
    public async Task Observer_OneRequestWithAcks_SeesEverythingInOrder()
    {
        var observer = new PacketRecorder();
        FakeStub stub = FakePersonalities.Qemu();
        await using RspSession session = await SessionFixture.ConnectAsync(stub, new RspOptions { Observer = observer });
        observer.Lines.Clear();
        stub.On("m20000000", _ =>
        {
            stub.SendNotification("a:b");
            return FakeStub.NotHandled;
        });
        await session.ReadMemoryAsync(SessionFixture.Ram, new byte[2], default);
        Assert.That(observer.Lines, Is.EqualTo((string[])["-> Packet $m20000000,2#4d", "<- Ack ", "<- Notification a:b", "<- Packet 0000", "-> Ack +"]));
    }

    [Test]
    public async Task Session_ServerThatIsNone_ThrowsWithinTheLimit()
    {
        // A web server, say: it answers with text that holds no packet, and closes.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeTextAsync(listener);
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, Limit, default);
        Assert.That(async () => await RspSession.ConnectAsync(transport, new RspOptions(), default), Throws.InstanceOf<RspTransportException>());
        await serving;
    }

    private static async Task ServeTextAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        Assert.That(await stream.ReadAtLeastAsync(new byte[16], 16), Is.GreaterThanOrEqualTo(16));
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
    }

    private static async Task<RspSession> ConnectAsync(FakeStubListener listener, RspOptions? options = null) =>
        await RspSession.ConnectAsync(await TcpTransport.ConnectAsync("127.0.0.1", listener.Port, Limit, default), options ?? new RspOptions(), default);
}
