using System.Diagnostics;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Sorts what a session's trace brings: text by port at once, the rest into reports that are asked for now and then.</summary>
internal sealed class LiveTrace : ITraceEventSink, IDisposable
{
    private const int MostWaiting = 10_000;

    private readonly Lock _gate = new();
    private readonly ISessionEvents _events;
    private readonly PortText?[] _texts = new PortText?[256];
    private readonly List<TraceDecoder>?[] _graphs = new List<TraceDecoder>?[256];
    private List<TraceValue> _values = [];
    private List<TraceExceptionEvent> _exceptions = [];
    private Dictionary<uint, int> _samples = [];
    private int _sleeping;
    private bool _saidOverflow;
    private SoftwareWrite? _mark;

    /// <summary>Prepares the views that the configuration names.</summary>
    /// <param name="decoders">What the configuration says of ports; without any, port 0 is text.</param>
    /// <param name="mark">A write of the debugger's own, which is not shown.</param>
    /// <param name="openFile">Opens a log file of a port.</param>
    /// <param name="events">Gets the text.</param>
    public LiveTrace(IReadOnlyList<TraceDecoder> decoders, SoftwareWrite? mark, Func<string, StreamWriter?> openFile, ISessionEvents events)
    {
        (_events, _mark) = (events, mark);
        TraceDecoder[] texts = [.. (decoders.Count == 0 ? [new TraceDecoder()] : decoders).Where(static d => d.Type is not "graph" && IsPort(d.Port)).DistinctBy(static d => d.Port)];
        foreach (TraceDecoder text in texts)
            _texts[text.Port] = new PortText(text, texts.Length == 1 ? null : text.Label ?? $"{text.Port}", text.Logfile is { } file ? openFile(file) : null);
        foreach (TraceDecoder graph in decoders.Where(static d => d.Type is "graph" && IsPort(d.Port)))
            (_graphs[graph.Port] ??= []).Add(graph);
    }

    /// <summary>Writes to stimulus ports so far, by port.</summary>
    public long[] Writes { get; } = new long[256];

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        long cycle = next.Time.Low;
        switch (next.Kind)
        {
            case TraceEventKind.Software:
                Add(next.Software, cycle);
                break;
            case TraceEventKind.Exception:
                lock (_gate)
                    if (_exceptions.Count < MostWaiting) _exceptions.Add(new TraceExceptionEvent(next.Exception.Number, next.Exception.Function, cycle));
                break;
            case TraceEventKind.PcSample:
                lock (_gate) AddSample(next.PcSample);
                break;
            case TraceEventKind.Overflow when !_saidOverflow:
                _saidOverflow = true;
                _events.OnOutput(OutputKind.Notice, "SWO: the target produces more trace than the pin can carry and drops some (overflow). Raise swoFrequency, or trace less.\n");
                break;
        }
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (PortText? port in _texts)
            if (port?.Take() is { Length: > 0 } text) _events.OnOutput(OutputKind.Program, text);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes out what came since the last time; null when nothing did.</summary>
    public TraceReport? Take(TraceCounts counts)
    {
        lock (_gate)
        {
            if (_values.Count == 0 && _exceptions.Count == 0 && _samples.Count == 0 && _sleeping == 0) return null;
            var report = new TraceReport(_values, _exceptions, _samples, _sleeping, counts);
            (_values, _exceptions, _samples, _sleeping) = ([], [], [], 0);
            return report;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PortText? port in _texts) port?.Dispose();
    }

    private static bool IsPort(int port) => port is >= 0 and < 256;

    private void Add(in SoftwareWrite write, long cycle)
    {
        if (_mark is { } mark && write == mark)
        {
            _mark = null;
            return;
        }

        Writes[write.Port]++;
        _texts[write.Port]?.Add(write, cycle);
        if (_graphs[write.Port] is { } graphs) AddValues(graphs, write, cycle);
    }

    private void AddValues(List<TraceDecoder> graphs, in SoftwareWrite write, long cycle)
    {
        lock (_gate)
        {
            foreach (TraceDecoder graph in graphs)
                if (_values.Count < MostWaiting) _values.Add(new TraceValue(write.Port, graph.GraphId, cycle, PortNumbers.Read(write, graph.Encoding, graph.Scale)));
        }
    }

    private void AddSample(PcSample sample)
    {
        Debug.Assert(_gate.IsHeldByCurrentThread, "called under the lock");
        if (sample.State == PcSampleState.Sleeping) _sleeping++;
        else if (sample.State == PcSampleState.Running && (_samples.Count < MostWaiting || _samples.ContainsKey(sample.Pc)))
            _samples[sample.Pc] = _samples.GetValueOrDefault(sample.Pc) + 1;
    }
}
