using RspDebug.DebugAdapter.Engine.LinkAnalysis;
using RspDebug.DebugAdapter.Engine.LinkLogs;

namespace RspDebug.DebugAdapter.Engine.LinkProxy;

/// <summary>Takes what passes a proxy: writes it down and analyses it. May be called from both directions at once.</summary>
/// <param name="log">Gets a line a piece; null to keep none.</param>
/// <param name="time">The clock.</param>
internal sealed class LinkRecorder(TextWriter? log, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkAnalyser _analyser = new();
    private readonly long _start = time.GetTimestamp();
    private int _line;

    /// <summary>Writes the head of the log.</summary>
    /// <param name="target">Where the proxy leads.</param>
    public void Begin(string target)
    {
        Write($"{ProxyLog.Header}, to {target}, began {time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}");
        Write("# seconds, then -> to the server, <- to the client, -- what happened; bytes outside of 0x20-0x7e as \\xNN, the backslash doubled");
    }

    /// <summary>A piece, before it is passed on: who sees its answer sees it behind.</summary>
    public void Add(LinkDirection direction, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            TimeSpan now = time.GetElapsedTime(_start);
            Write(ProxyLog.Format(now, direction, bytes));
            _analyser.Push(new LinkRecord(_line, now, direction, LinkRecordKind.Bytes, bytes.ToArray()));
        }
    }

    /// <summary>A client came.</summary>
    public void Opened() => Tell("connected", LinkRecordKind.Opened, LinkDirection.ToStub);

    /// <summary>One end closed the connection.</summary>
    public void Closed(LinkDirection by, string reason) =>
        Tell($"closed by the {(by == LinkDirection.ToStub ? "client" : "server")}{reason}", LinkRecordKind.Closed, by);

    /// <summary>The server was not there for a client.</summary>
    public void TurnedAway(string what)
    {
        Tell(what, LinkRecordKind.Note, LinkDirection.ToClient);
        OnTurnedAway?.Invoke(what);
    }

    /// <summary>Hears of clients that were turned away.</summary>
    public Action<string>? OnTurnedAway { get; init; }

    /// <summary>What was found.</summary>
    public LinkSummary Finish(string name)
    {
        lock (_lock) return _analyser.Finish((name, new ProxyLog().Name));
    }

    private void Tell(string text, LinkRecordKind kind, LinkDirection direction)
    {
        lock (_lock)
        {
            TimeSpan now = time.GetElapsedTime(_start);
            Write(ProxyLog.Format(now, text));
            _analyser.Push(new LinkRecord(_line, now, direction, kind, LogText.Bytes(text)));
        }
    }

    private void Write(string line)
    {
        _line++;
        log?.Write(line + "\n");
    }
}
