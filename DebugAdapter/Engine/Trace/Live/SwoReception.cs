using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Swo;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Receives trace beside a session until it is disposed, and says why when nothing comes while the target runs.</summary>
internal sealed class SwoReception : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private const int TicksBetweenLogs = 10;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly ITraceSource _source;
    private readonly LiveTrace _trace;
    private readonly TraceReader _reader;
    private readonly TraceEvents _traced;
    private readonly SwoSelfTest _test;
    private readonly ISessionEvents _events;
    private readonly Task _reading;
    private readonly Task _ticking;

    /// <summary>Starts to receive.</summary>
    /// <param name="source">Owned from here on.</param>
    /// <param name="trace">Sorts what comes; owned.</param>
    /// <param name="test">Looks whether anything comes.</param>
    /// <param name="events">Gets text and reports.</param>
    /// <param name="time">Where time comes from.</param>
    public SwoReception(ITraceSource source, LiveTrace trace, SwoSelfTest test, ISessionEvents events, TimeProvider time)
    {
        (_source, _trace, _test, _events) = (source, trace, test, events);
        // The formatter was switched off at set-up: frames would be another program's doing.
        _reader = new TraceReader(source, new SwoDecoderOptions { Format = SwoFormat.Raw });
        _traced = new TraceEvents(TimestampOptions.CoreClock(), [trace]) { SettlesAfterEachBlock = true };
        _reading = ReadAsync();
        _ticking = TickAsync(time);
    }

    /// <summary>Sets the halted target's trace up once more, after a reset of it; the reception goes on meanwhile.</summary>
    public required Func<CancellationToken, ValueTask> SetUpAgain { get; init; }

    private ItmStatistics _told;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        // A serial driver may hang in its call: the end of the session does not depend on it.
        await Task.WhenAny(Task.WhenAll(_reading, _ticking), Task.Delay(EndLimit)).ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _trace.Dispose();
        _end.Dispose();
    }

    private TraceCounts Counts => new(_reader.BytesRead, _reader.Statistics.Packets, _reader.Statistics.Overflows, _reader.Statistics.Malformed);

    private async Task ReadAsync()
    {
        await Task.Yield();
        try
        {
            await _reader.RunAsync([_traced], _end.Token).ConfigureAwait(false);
            if (!_end.IsCancellationRequested) _events.OnOutput(OutputKind.Warning, $"SWO: {_source.Name} has ended the trace.\n");
        }
        catch (TraceSourceException failed)
        {
            _events.OnOutput(OutputKind.Warning, $"SWO: {failed.Message}\n");
        }
    }

    private async Task TickAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            for (int tick = 1; await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false); tick++)
            {
                if (tick % TicksBetweenLogs == 0) TellDamage();
                if (_test.Look(Tick, Counts, _trace.Writes) is var (kind, verdict)) _events.OnOutput(kind, $"SWO: {verdict}\n");
                if (_trace.Take(Counts) is { } report) _events.OnTrace(report);
            }
        }
        catch (OperationCanceledException)
        {
            if (_trace.Take(Counts) is { } last) _events.OnTrace(last);
        }

        TellDamage();
        ItmStatistics all = _reader.Statistics;
        _events.OnOutput(OutputKind.TraceDetail, $"SWO: {all.Bytes} bytes in all, {all.Packets} packets, {all.Overflows} overflows, {all.Malformed} damaged packets, {all.Synchronizations} synchronizations.\n");
    }

    // Once a second at most: a line at the wrong rate is nothing but damage.
    private void TellDamage()
    {
        ItmStatistics now = _reader.Statistics, told = _told;
        _told = now;
        if ((now.Overflows, now.Malformed, now.Resynchronizations) == (told.Overflows, told.Malformed, told.Resynchronizations)) return;
        _events.OnOutput(
            OutputKind.TraceDetail,
            $"SWO, bytes {told.Bytes} to {now.Bytes}: {now.Overflows - told.Overflows} overflows, {now.Malformed - told.Malformed} damaged packets ({now.SkippedBytes - told.SkippedBytes} bytes skipped), "
            + $"synchronized again {now.Resynchronizations - told.Resynchronizations} times.\n");
    }
}
