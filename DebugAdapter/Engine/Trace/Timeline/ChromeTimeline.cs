using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Timeline;

/// <summary>A timeline for Perfetto and chrome://tracing: the JSON of the Trace Event Format, written as the trace comes.</summary>
/// <remarks>
/// Exceptions are nested slices, a port's text instants, other writes to ports and data accesses counters, overflows and damage instants over the
/// whole height. An event stands at its earliest possible time; its quality is in its arguments where it is not exact.
/// </remarks>
internal sealed class ChromeTimeline : ITraceEventSink
{
    private const int Process = 1, ExceptionThread = 1, UserThread = 2, FirstTextThread = 100;

    private readonly Stream _output;
    private readonly double _microsecondsPerCycle;
    private readonly Utf8Lines _lines = new();
    private readonly HashSet<int> _textPorts = [];
    private readonly ExceptionNames _names;
    private readonly ExceptionAnalysis _exceptions;
    private bool _hasEvents;

    /// <summary>Begins the file.</summary>
    /// <param name="output">Gets it; stays open.</param>
    /// <param name="clockInHz">Core clock; null makes a cycle a microsecond.</param>
    /// <param name="names">What exceptions are called.</param>
    public ChromeTimeline(Stream output, double? clockInHz, ExceptionNames names)
    {
        (_output, _microsecondsPerCycle, _names) = (output, 1e6 / (clockInHz ?? 1e6), names);
        _exceptions = new ExceptionAnalysis { OnRun = AddRun };
        _lines.Text("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"clock\":\""u8).Plain(clockInHz is { } clock ? $"{clock} Hz" : "1 us is one core cycle").Text("\"},\"traceEvents\":["u8);
        NameThread(ExceptionThread, "exceptions");
        NameThread(UserThread, "user packets");
    }

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        _exceptions.OnEvent(next);
        switch (next.Kind)
        {
            case TraceEventKind.Software:
                Begin("C"u8, next.Time, 0).Text(",\"name\":\"port "u8).Number((long)next.Software.Port).Text("\",\"args\":{\"value\":"u8).Number(next.Software.Value).Text("}}"u8);
                break;
            case TraceEventKind.DataAccess when next.Data.Value is { } value:
                Begin("C"u8, next.Time, 0).Text(",\"name\":\"watch "u8).Number((long)next.Data.Comparator).Text("\",\"args\":{\"value\":"u8).Number(value).Text("}}"u8);
                break;
            case TraceEventKind.Overflow:
                Instant(next.Time, "overflow"u8);
                break;
            case TraceEventKind.Malformed:
                Instant(next.Time, "damage"u8);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnText(int port, TraceTime time, string text)
    {
        if (_textPorts.Add(port)) NameThread(FirstTextThread + port, $"port {port}");
        Begin("i"u8, time, FirstTextThread + port).Text(",\"s\":\"t\",\"name\":"u8).Quoted(text).Text("}"u8);
    }

    /// <inheritdoc/>
    public void OnUserPacket(in UserPacket packet)
    {
        if (packet.Status != UserPacketStatus.Whole) return;
        Begin("i"u8, packet.Time, UserThread).Text(",\"s\":\"t\",\"name\":"u8).Quoted(packet.Layout?.Name ?? $"type {packet.Type}")
            .Text(",\"args\":{\"payload\":\""u8).Plain(Convert.ToHexStringLower(packet.Payload)).Text("\"}}"u8);
    }

    /// <inheritdoc/>
    public void OnEnd() => _lines.Text("\n]}\n"u8);

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_lines.Written, cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        _lines.Clear();
    }

    private void AddRun(ExceptionRun run)
    {
        double start = Microseconds(run.Entered.Low), end = Microseconds(run.Left.Low);
        Begin("X"u8, run.Entered, ExceptionThread).Text(",\"dur\":"u8).Number(Math.Max(0, Math.Round(end - start, 4))).Text(",\"name\":"u8).Quoted(_names.Get(run.Number))
            .Text(",\"args\":{\"number\":"u8).Number((long)run.Number).Text(",\"quality\":\""u8).Text(EventJson.Name(run.Left.Quality)).Text("\"}}"u8);
    }

    private void Instant(TraceTime time, ReadOnlySpan<byte> name) => Begin("i"u8, time, ExceptionThread).Text(",\"s\":\"p\",\"name\":\""u8).Text(name).Text("\"}"u8);

    private void NameThread(int thread, string name) =>
        Separate().Text("{\"ph\":\"M\",\"pid\":"u8).Number((long)Process).Text(",\"tid\":"u8).Number((long)thread).Text(",\"name\":\"thread_name\",\"args\":{\"name\":"u8).Quoted(name).Text("}}"u8);

    private Utf8Lines Begin(ReadOnlySpan<byte> phase, TraceTime time, int thread) =>
        Separate().Text("{\"ph\":\""u8).Text(phase).Text("\",\"pid\":"u8).Number((long)Process).Text(",\"tid\":"u8).Number((long)thread).Text(",\"ts\":"u8).Number(Microseconds(time.Low));

    private Utf8Lines Separate()
    {
        _lines.Text(_hasEvents ? ",\n"u8 : "\n"u8);
        _hasEvents = true;
        return _lines;
    }

    private double Microseconds(long cycles) => Math.Round(cycles * _microsecondsPerCycle, 4);
}
