using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;

namespace RspDebug.DebugAdapter.Engine.Trace.Analysis;

/// <summary>Follows exceptions through a trace: who ran, how long, who preempted whom.</summary>
/// <remarks>
/// Any packet may be missing after an overflow, so nesting is never taken for granted: a return says what is active from then on, and a run whose entry
/// or exit was not seen, or with a gap in between, is counted without a time.
/// </remarks>
/// <param name="takesPends">Data trace shows writes to the NVIC's and SCB's pending registers.</param>
internal sealed class ExceptionAnalysis(bool takesPends = false) : ITraceEventSink
{
    private const int MostNested = 256;
    private const uint NvicSetPending = 0xE200, NvicSetPendingEnd = 0xE240, InterruptControl = 0xED04, SoftwareTrigger = 0xEF00;    // Low halves of their addresses.
    private const int PendSv = 14, SysTick = 15, FirstInterrupt = 16;

    private readonly SortedDictionary<int, ExceptionStatistics> _statistics = [];
    private readonly List<Active> _active = [];
    private readonly Dictionary<int, TraceTime> _pended = [];

    /// <summary>Every exception seen, by number.</summary>
    public IReadOnlyCollection<ExceptionStatistics> Statistics => _statistics.Values;

    /// <summary>Told each run that has a time.</summary>
    public Action<ExceptionRun>? OnRun { get; init; }

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        switch (next.Kind)
        {
            case TraceEventKind.Exception when next.Exception.Function == ExceptionFunction.Enter:
                Enter(next.Exception.Number, next.Time);
                break;
            case TraceEventKind.Exception when next.Exception.Function == ExceptionFunction.Exit:
                Exit(next.Exception.Number, next.Time);
                break;
            case TraceEventKind.Exception:
                Return(next.Exception.Number);
                break;
            case TraceEventKind.DataAccess when takesPends:
                NotePend(next.Data, next.Time);
                break;
            case TraceEventKind.Overflow or TraceEventKind.Malformed:
                foreach (Active active in _active) active.HasGap = true;
                _pended.Clear();
                break;
        }
    }

    private ExceptionStatistics Of(int number)
    {
        if (!_statistics.TryGetValue(number, out ExceptionStatistics? found)) _statistics[number] = found = new ExceptionStatistics(number);
        return found;
    }

    private void Enter(int number, TraceTime time)
    {
        ExceptionStatistics entered = Of(number);
        entered.Entered++;
        if (_pended.Remove(number, out TraceTime pended) && time.Since(pended) is var (low, high)) entered.Latency.Add(low + (high - low) / 2);
        if (_active.Count > 0) Of(_active[^1].Number).Preempted++;
        if (_active.Count == MostNested) _active.Clear();
        _active.Add(new Active(number, time));
        entered.DeepestNesting = Math.Max(entered.DeepestNesting, _active.Count);
    }

    private void Exit(int number, TraceTime time)
    {
        int at = _active.FindLastIndex(active => active.Number == number);
        if (at < 0)
        {
            Of(number).Incomplete++;
            return;
        }

        Abandon(at + 1);
        Active left = _active[at];
        _active.RemoveAt(at);
        ExceptionStatistics statistics = Of(number);
        if (left.HasGap || time.Since(left.Entered) is not var (low, high))
        {
            statistics.Incomplete++;
            foreach (Active outer in _active) outer.HasUnknownPreemption = true;
            return;
        }

        long total = low + (high - low) / 2;
        statistics.Total.Add(total);
        statistics.Uncertainty.Add((high - low + 1) / 2);
        if (!left.HasUnknownPreemption) statistics.Own.Add(total - left.Preemption);
        if (at > 0) _active[at - 1].Preemption += total;
        OnRun?.Invoke(new ExceptionRun(number, left.Entered, time, at + 1));
    }

    /// <summary>Whatever stands above the exception that is returned to has ended unseen.</summary>
    private void Return(int number) => Abandon(number == 0 ? 0 : _active.FindLastIndex(active => active.Number == number) + 1);

    private void Abandon(int from)
    {
        for (int i = from; i < _active.Count; i++) Of(_active[i].Number).Incomplete++;
        if (from < _active.Count) _active.RemoveRange(from, _active.Count - from);
    }

    private void NotePend(in DataAccess access, TraceTime time)
    {
        if (access is not { IsWrite: true, Address: { } address, Value: { } value }) return;
        switch (address & 0xffff)
        {
            case >= NvicSetPending and < NvicSetPendingEnd and var low:
                for (uint bits = value; bits != 0; bits &= bits - 1)
                    _pended[FirstInterrupt + 8 * (int)(low - NvicSetPending) + System.Numerics.BitOperations.TrailingZeroCount(bits)] = time;
                break;
            case InterruptControl:
                if ((value & 1 << 28) != 0) _pended[PendSv] = time;
                if ((value & 1 << 26) != 0) _pended[SysTick] = time;
                break;
            case SoftwareTrigger:
                _pended[FirstInterrupt + (int)(value & 0x1ff)] = time;
                break;
        }
    }

    private sealed class Active(int number, TraceTime entered)
    {
        public int Number { get; } = number;

        public TraceTime Entered { get; } = entered;

        public long Preemption { get; set; }

        public bool HasGap { get; set; }

        public bool HasUnknownPreemption { get; set; }
    }
}
