using RspDebug.DebugAdapter.Dap.Custom;
using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Live;
using RspDebug.DebugAdapter.Logging;
using RspDebug.Swo.Dwt;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary>Tells the client what the session tells.</summary>
/// <param name="client">Gets the events.</param>
/// <param name="features">What it said about itself; null when it said nothing.</param>
/// <param name="log">Gets the same, and what is not for the user.</param>
internal sealed class DapSessionEvents(IDapClient client, InitializeRequestArguments? features, SessionLog log) : ISessionEvents
{
    private int _progressCount;
    private string? _progressId;

    /// <inheritdoc/>
    public void OnStopped(StopReport stop)
    {
        log.Write(stop);
        client.Send(DapEvents.Stopped, new StoppedEvent(
            ReasonOf(stop.Reason),
            Description: stop.Reason == StopReason.Exception ? "Stopped by the target" : null,
            ThreadId: AdapterSession.ThreadId,
            Text: stop.Text,
            AllThreadsStopped: true,
            HitBreakpointIds: stop.BreakpointIds.Count > 0 ? stop.BreakpointIds : null));
    }

    /// <inheritdoc/>
    public void OnContinued() => client.Send(DapEvents.Continued, new ContinuedEvent(AdapterSession.ThreadId, AllThreadsContinued: true));

    /// <inheritdoc/>
    public void OnChanged(MemoryRange? memory)
    {
        if (memory is { } range && features?.SupportsMemoryEvent == true)
            client.Send(DapEvents.Memory, new MemoryEvent(MemoryReference.Format(range.Start), 0, range.SizeInBytes));
        if (features?.SupportsInvalidatedEvent == true)
            client.Send(DapEvents.Invalidated, new InvalidatedEvent([memory is null ? InvalidatedAreas.All : InvalidatedAreas.Variables]));
    }

    /// <inheritdoc/>
    public void OnOutput(OutputKind kind, string text)
    {
        log.Write(kind, text);
        if (kind is OutputKind.ServerDetail or OutputKind.ImageDetail or OutputKind.TraceDetail) return;
        client.Output(text, kind switch
        {
            OutputKind.Warning => OutputCategory.Important,
            OutputKind.Program => OutputCategory.Stdout,
            _ => OutputCategory.Console,
        });
    }

    /// <inheritdoc/>
    public void OnTrace(TraceReport report) => client.Send(CustomEvents.Swo, new SwoEvent(
        report.Values.Count == 0 ? null : [.. report.Values.Where(static v => double.IsFinite(v.Value)).Select(static v => new SwoValue(v.Port, v.GraphId, v.Cycle, v.Value))],
        report.Exceptions.Count == 0 ? null : [.. report.Exceptions.Select(static e => new SwoException(e.Number, NameOf(e.Function), e.Cycle))],
        report.PcSamples.Count == 0 ? null : [.. report.PcSamples.Select(static p => new SwoPcSample(p.Key, p.Value))],
        report.Sleeping, report.Counts.Bytes, report.Counts.Packets, report.Counts.Overflows, report.Counts.Malformed));

    /// <inheritdoc/>
    public void OnProgress(ProgressReport progress)
    {
        if (features?.SupportsProgressReporting != true) return;
        if (_progressId is null)
        {
            _progressId = $"progress-{Interlocked.Increment(ref _progressCount)}";
            client.Send(DapEvents.ProgressStart, new ProgressStartEvent(_progressId, progress.Title, Message: progress.Step, Percentage: progress.Percentage));
        }
        else if (!progress.IsDone)
        {
            client.Send(DapEvents.ProgressUpdate, new ProgressUpdateEvent(_progressId, progress.Step, progress.Percentage));
        }

        if (!progress.IsDone) return;
        client.Send(DapEvents.ProgressEnd, new ProgressEndEvent(_progressId));
        _progressId = null;
    }

    /// <inheritdoc/>
    public void OnEnded(string? reason)
    {
        log.WriteEnd(reason);
        if (reason is not null)
            client.Output(reason + "\n", OutputCategory.Important);
        client.Send(DapEvents.Terminated, new TerminatedEvent());
    }

    private static string NameOf(ExceptionFunction function) => function switch
    {
        ExceptionFunction.Enter => "enter",
        ExceptionFunction.Exit => "exit",
        _ => "return",
    };

    private static string ReasonOf(StopReason reason) => reason switch
    {
        StopReason.Entry => StoppedReason.Entry,
        StopReason.Step => StoppedReason.Step,
        StopReason.Breakpoint => StoppedReason.Breakpoint,
        StopReason.FunctionBreakpoint => StoppedReason.FunctionBreakpoint,
        StopReason.InstructionBreakpoint => StoppedReason.InstructionBreakpoint,
        StopReason.DataBreakpoint => StoppedReason.DataBreakpoint,
        StopReason.Pause => StoppedReason.Pause,
        _ => StoppedReason.Exception,
    };
}
