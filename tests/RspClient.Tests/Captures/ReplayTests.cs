using System.Globalization;
using System.Text;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Captures;

/// <summary>Whole sessions of gdb with OpenOCD once more, with our client in gdb's place and a fake server that says what OpenOCD said.</summary>
[TestFixture]
public sealed class ReplayTests
{
    [TestCase("rsp/gdb-openocd-stlink.remotelog", 330)]
    [TestCase("rsp/gdb-openocd-load-stlink.remotelog", 2600)]
    public async Task Session_LoggedConversation_GivesWhatTheLogSays(string file, int atLeast)
    {
        var server = new ReplayServer(new FakeStub());
        RspSession session = await RspSession.ConnectAsync(server.Stub.ConnectInMemory(), new RspOptions(), default);
        int replayed = 0;
        // The first requests negotiate features; ours are our own.
        foreach (RemoteLog.Exchange exchange in RemoteLog.Read(file).SkipWhile(e => !e.Request.StartsWith("qXfer:memory-map", StringComparison.Ordinal)))
        {
            if (exchange.Answers.Count == 0 || exchange.Request[0] is 'H' or 'D' or '?') continue;
            server.Expect(exchange);
            string got = await AskAsync(session, exchange.Request);
            Assert.That(got, Is.EqualTo(Wanted(exchange)), exchange.Request);
            Assert.That(server.IsAsked, Is.True, exchange.Request);
            replayed++;
        }

        Assert.That(replayed, Is.GreaterThan(atLeast));
        Assert.That(session.Statistics.Retransmissions, Is.Zero);
    }

    [Test]
    public async Task SendRawAsync_LoggedExchangeOfAnyServer_GivesTheLoggedReply()
    {
        byte[][] answers = [];
        var stub = new FakeStub();
        RspSession session = await RspSession.ConnectAsync(stub.ConnectInMemory(), new RspOptions(), default);
        stub.On("", _ =>
        {
            Array.ForEach(answers, stub.SendRaw);
            return null;
        });
        int replayed = 0;
        foreach ((string id, string request, byte[][] wire) in WildLog.Exchanges().Where(e => !ChangesTheSession(e.Request)))
        {
            answers = wire;
            string logged = wire.SelectMany(bytes => ExchangeChecker.Decode(bytes).Packets).Select(ExchangeChecker.ToText).Last();
            Assert.That(await session.SendRawAsync(request, default), Is.EqualTo(logged), $"{id}: {request}");
            replayed++;
        }

        Assert.That(replayed, Is.GreaterThan(40));
    }

    // What SendRawAsync leaves to the calls of the session; CommandTests holds it to that.
    private static bool ChangesTheSession(string request) =>
        request[0] is 'c' or 'C' or 's' or 'S' or 'k' or 'R' or 'D' or '?' || Prefixes.Any(p => request.StartsWith(p, StringComparison.Ordinal));

    private static readonly string[] Prefixes = ["vCont;", "vKill", "vRun", "vAttach", "QStartNoAckMode", "QNonStop", "qSupported"];

    // What our client makes of the reply, written as the reply would write it.
    private static async Task<string> AskAsync(RspSession session, string request)
    {
        if (request.StartsWith("vCont;", StringComparison.Ordinal))
        {
            ResumeAction action = request[6] == 's' ? ResumeAction.Step.Instance : ResumeAction.Continue.Instance;
            return (await session.ResumeAsync(action, default)) is StopReply.Stopped stopped ? $"T{stopped.SignalNumber:x2}" : "no stop";
        }

        if (request.StartsWith("qRcmd,", StringComparison.Ordinal))
        {
            MonitorReply reply = await session.MonitorAsync(Encoding.UTF8.GetString(Convert.FromHexString(request[6..])), default);
            return reply.Output;
        }

        if (request[0] != 'm') return await session.SendRawAsync(request, default);
        int comma = request.IndexOf(',', StringComparison.Ordinal);
        byte[] memory = new byte[int.Parse(request.AsSpan(comma + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
        ulong address = ulong.Parse(request.AsSpan(1, comma - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        int read = await session.ReadMemoryAsync(new TargetAddress(address), memory, default);
        return Convert.ToHexStringLower(memory.AsSpan(0, read));
    }

    private static string Wanted(RemoteLog.Exchange exchange)
    {
        string reply = exchange.Answers[^1];
        if (exchange.Request.StartsWith("vCont;", StringComparison.Ordinal)) return reply[..3];
        if (!exchange.Request.StartsWith("qRcmd,", StringComparison.Ordinal)) return reply;
        return string.Concat(exchange.Answers.Where(a => a[0] == 'O' && a != "OK").Select(a => Encoding.UTF8.GetString(Convert.FromHexString(a[1..]))));
    }

    /// <summary>Answers one request as the log does, and leaves what our client asks besides to the fake server.</summary>
    private sealed class ReplayServer
    {
        private RemoteLog.Exchange? _expected;

        public ReplayServer(FakeStub stub) => Stub = stub.On("", Answer);

        public FakeStub Stub { get; }

        public bool IsAsked => _expected is null;

        public void Expect(RemoteLog.Exchange exchange) => _expected = exchange;

        private string? Answer(string request)
        {
            if (_expected is not { } exchange || !IsSame(request, exchange.Request)) return FakeStub.NotHandled;
            _expected = null;
            foreach (string before in exchange.Answers.SkipLast(1)) Stub.SendPacket(before);
            return exchange.Answers[^1];
        }

        // gdb names the threads that a step is for; we have one.
        private static bool IsSame(string request, string logged) =>
            logged.StartsWith("vCont;", StringComparison.Ordinal) ? request.StartsWith(logged[..7], StringComparison.Ordinal) : request == logged;
    }
}
