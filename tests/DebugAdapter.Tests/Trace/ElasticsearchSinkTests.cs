using System.Net;
using System.Text;
using RspDebug.DebugAdapter.Engine.Trace.Export;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.Swo.Timing;

namespace RspDebug.DebugAdapter.Tests.Trace;

/// <summary>The sink against a server that answers as told: every document ends in the index or in the file.</summary>
public sealed class ElasticsearchSinkTests
{
    private string _folder = "";
    private string _fallback = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("rsp-debug-swo").FullName;
        _fallback = Path.Combine(_folder, "unsent.ndjson");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Flush_ServerTakesAll_SendsBatchesWithItsKey()
    {
        using var server = new Server();
        using ElasticsearchSink sink = Create(server, batch: 2, key: "secret");
        Fill(sink, 5);
        await sink.FlushAsync(CancellationToken.None);
        Assert.That((sink.Sent, sink.Kept, sink.Retries), Is.EqualTo((5L, 0L, 0L)));
        Assert.That(server.Taken, Is.EqualTo(new[] { "line 0", "line 1", "line 2", "line 3", "line 4" }));
        Assert.That(server.Requests, Is.EqualTo(new[] { "http://es:9200/base/_bulk ApiKey secret 2", "http://es:9200/base/_bulk ApiKey secret 2", "http://es:9200/base/_bulk ApiKey secret 1" }));
        Assert.That(File.Exists(_fallback), Is.False);
    }

    [Test]
    public async Task Flush_BusyThenWell_TriesAgainAndLosesNothing()
    {
        using var server = new Server();
        server.Answers.Enqueue(static _ => new HttpResponseMessage(HttpStatusCode.TooManyRequests));
        server.Answers.Enqueue(static _ => throw new HttpRequestException("connection refused"));
        server.Answers.Enqueue(static _ => Text("<html>a proxy's page</html>"));
        using ElasticsearchSink sink = Create(server);
        Fill(sink, 3);
        await sink.FlushAsync(CancellationToken.None);
        Assert.That((sink.Sent, sink.Kept, sink.Retries), Is.EqualTo((3L, 0L, 3L)));
    }

    [Test]
    public async Task Flush_SomeRefusedSomeBusy_KeepsTheRefusedAndTriesTheBusy()
    {
        using var server = new Server();
        server.Answers.Enqueue(static _ => Text("""{"errors":true,"items":[{"create":{"status":201}},{"create":{"status":400,"error":{"type":"mapper"}}},{"create":{"status":429}}]}"""));
        using ElasticsearchSink sink = Create(server);
        Fill(sink, 3);
        await sink.FlushAsync(CancellationToken.None);
        Assert.That((sink.Sent, sink.Kept), Is.EqualTo((2L, 1L)));
        Assert.That(server.Taken, Is.EqualTo(new[] { "line 2" }));
        Assert.That(await File.ReadAllTextAsync(_fallback), Does.Contain("line 1").And.StartWith("{\"create\":{\"_index\":\"swo\"}}\n"));
        Assert.That(sink.Reason, Does.Contain("mapper"));
    }

    [Test]
    public async Task Flush_ServerGone_KeepsAllInOrder()
    {
        using var server = new Server { Down = true };
        using ElasticsearchSink sink = Create(server, batch: 2);
        Fill(sink, 5);
        await sink.FlushAsync(CancellationToken.None);
        string[] kept = [.. (await File.ReadAllLinesAsync(_fallback)).Where(static line => line.Contains("\"message\"", StringComparison.Ordinal))];
        Assert.That((sink.Sent, sink.Kept, kept.Length), Is.EqualTo((0L, 5L, 5)));
        for (int i = 0; i < kept.Length; i++) Assert.That(kept[i], Does.Contain($"line {i}"));
        Assert.That(sink.Reason, Does.Contain("es:9200"));
    }

    [Test]
    public async Task Flush_BadRequest_IsNotTriedAgain()
    {
        using var server = new Server();
        server.Answers.Enqueue(static _ => new HttpResponseMessage(HttpStatusCode.Unauthorized));
        using ElasticsearchSink sink = Create(server);
        Fill(sink, 1);
        await sink.FlushAsync(CancellationToken.None);
        Assert.That((sink.Kept, sink.Retries), Is.EqualTo((1L, 0L)));
        Assert.That(sink.Reason, Does.Contain("401"));
    }

    private ElasticsearchSink Create(Server server, int batch = 100, string? key = null) => new(
        new ElasticsearchOptions
        {
            Server = new Uri("http://es:9200/base"), Index = "swo", FallbackPath = _fallback, BatchSize = batch, ApiKey = key, Tries = 4, FirstPause = TimeSpan.FromMilliseconds(1),
        },
        new EcsJson(new EventJson(null), DateTimeOffset.UnixEpoch, null), server);

    private static void Fill(ElasticsearchSink sink, int count)
    {
        for (int i = 0; i < count; i++) sink.OnText(0, new TraceTime(i, i, TimeQuality.Exact, 0), $"line {i}");
    }

    private static HttpResponseMessage Text(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    /// <summary>Answers as told, then takes everything.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public Queue<Func<string, HttpResponseMessage>> Answers { get; } = new();

        public List<string> Taken { get; } = [];

        public List<string> Requests { get; } = [];

        public bool Down { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Down) throw new HttpRequestException("no route");
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            string[] messages = [.. body.Split('\n').Where(static line => line.Contains("\"message\":", StringComparison.Ordinal)).Select(static line => line.Split("\"message\":\"")[1].Split('"')[0])];
            Requests.Add($"{request.RequestUri} {request.Headers.Authorization} {messages.Length}");
            if (Answers.TryDequeue(out Func<string, HttpResponseMessage>? answer)) return answer(body);
            Taken.AddRange(messages);
            return Text("""{"errors":false,"items":[]}""");
        }
    }
}
