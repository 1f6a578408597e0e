using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.LinkLogs;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>Analyses a link entry by entry: a log, or one that is written at this moment. Memory is bounded, however long it goes on.</summary>
/// <example><code>
/// var analyser = new LinkAnalyser();
/// foreach (LinkRecord record in records) analyser.Push(record);
/// LinkSummary summary = analyser.Finish(("openocd.log", "openocd"));
/// </code></example>
internal sealed class LinkAnalyser
{
    private const int MostPoints = 400_000;
    private const double SlowestUsualMs = 500;
    private readonly LinkFindings _findings = new();
    private readonly FrameReader _client = new(LinkDirection.ToStub);
    private readonly FrameReader _stub = new(LinkDirection.ToClient);
    private readonly Conversation _conversation;
    private readonly Dictionary<string, KindStatistics> _kinds = new(StringComparer.Ordinal);
    private readonly List<ExchangePoint> _points = [];
    private readonly List<LinkEvent> _events = [];
    private readonly long[] _bytes = new long[2];
    private TimeSpan? _start;
    private TimeSpan? _end;
    private int _records;
    private int _lastLine;
    private int _splitReplies;

    public LinkAnalyser() => _conversation = new Conversation(_findings, Completed) { StubIsInPacket = () => _stub.IsInPacket };

    /// <summary>Requests that were completed, in their order.</summary>
    public IReadOnlyList<ExchangePoint> Points => _points;

    /// <summary>Figures by kind of request.</summary>
    public IReadOnlyDictionary<string, KindStatistics> Kinds => _kinds;

    /// <summary>Takes the next entry.</summary>
    public void Push(LinkRecord record)
    {
        _records++;
        _lastLine = record.Line;
        _start ??= record.Time;
        _end = record.Time ?? _end;
        if (record.Kind is not (LinkRecordKind.Note or LinkRecordKind.Opened or LinkRecordKind.Closed or LinkRecordKind.Timeout)) _bytes[(int)record.Direction] += record.Data.Length;
        _events.Clear();
        if (record.Kind == LinkRecordKind.Opened) _stub.Reset();
        bool fromClient = record.Direction == LinkDirection.ToStub;
        (fromClient ? _stub : _client).Release(record, _records, _events);
        (fromClient ? _client : _stub).Push(record, _records, _events);
        Tell();
    }

    private void Tell()
    {
        foreach (LinkEvent happening in _events)
        {
            if (happening is { Direction: LinkDirection.ToClient, IsSplit: true }) _splitReplies++;
            _conversation.Push(happening);
        }
    }

    /// <summary>The log is at its end: what was found.</summary>
    /// <param name="log">Its name and form.</param>
    public LinkSummary Finish((string Name, string Format) log)
    {
        _events.Clear();
        _stub.Release(new LinkRecord(_lastLine, _end, LinkDirection.ToClient, LinkRecordKind.Bytes, default), _records, _events);
        Tell();
        _conversation.Finish();
        foreach ((string kind, KindStatistics statistics) in _kinds) FindSlow(kind, statistics);
        return new LinkSummary(log.Name, log.Format)
        {
            Findings = [.. _findings.ToFindings(log.Name)],
            Kinds = _kinds,
            Points = _points,
            Records = _records,
            BytesToStub = _bytes[(int)LinkDirection.ToStub],
            BytesToClient = _bytes[(int)LinkDirection.ToClient],
            Duration = _end - _start,
            Replies = _conversation.Replies,
            Retransmissions = _conversation.Retransmissions,
            Naks = _conversation.Naks,
            SplitReplies = _splitReplies,
            HasAcks = _conversation.HasAcks,
            EndsWithAcks = _conversation.AcksOn,
            IsRunning = _conversation.IsRunning,
            Features = _conversation.Features,
        };
    }

    private void Completed(Exchange exchange)
    {
        if (!_kinds.TryGetValue(exchange.Name, out KindStatistics? statistics)) _kinds[exchange.Name] = statistics = new KindStatistics();
        statistics.Count(exchange);
        if (_points.Count < MostPoints)
        {
            _points.Add(new ExchangePoint(
                exchange.Name, exchange.Request.Line, exchange.Request.Time - _start, exchange.Latency, exchange.Request.Payload.Length + (exchange.Reply?.Payload.Length ?? 0), exchange.Repeats > 0));
        }
    }

    private void FindSlow(string kind, KindStatistics statistics)
    {
        if (RequestKind.TakesOutput(kind) || statistics.Slowest is not { Latency: { } slowest } worst || slowest.TotalMilliseconds < SlowestUsualMs) return;
        double median = statistics.LatencyUs.Percentile(0.5) / 1000;
        _findings.Add(LinkRule.SlowReply, worst.Request.Line, FormattableString.Invariant(
            $"{worst} took {slowest.TotalMilliseconds:0} ms; the median of its kind is {median:0.##} ms{(worst.Outputs > 0 ? $", and the server sent {worst.Outputs} signs of life meanwhile" : "")}."), kind);
    }
}
