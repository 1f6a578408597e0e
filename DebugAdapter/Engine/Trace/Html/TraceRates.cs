using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Html;

/// <summary>How many events of each kind there were over time, in a fixed number of even steps however long the trace is.</summary>
internal sealed class TraceRates : ITraceEventSink
{
    /// <summary>Steps at most; the width of a step doubles when they are used up.</summary>
    public const int MostSteps = 512;

    private static readonly TraceEventKind[] Shown = [TraceEventKind.Software, TraceEventKind.Exception, TraceEventKind.PcSample, TraceEventKind.DataAccess, TraceEventKind.Overflow];
    private readonly long[][] _counts = [.. Shown.Select(static _ => new long[MostSteps])];

    /// <summary>Core cycles of a step.</summary>
    public long StepInCycles { get; private set; } = 1024;

    /// <summary>Steps in use.</summary>
    public int Steps { get; private set; }

    /// <summary>Kinds that occurred, with their counts by step.</summary>
    public IEnumerable<(TraceEventKind Kind, IReadOnlyList<long> Counts)> Curves =>
        Shown.Select((kind, index) => (kind, (IReadOnlyList<long>)_counts[index][..Steps])).Where(static curve => curve.Item2.Any(static count => count > 0));

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        int kind = Array.IndexOf(Shown, next.Kind);
        if (kind >= 0) Add(kind, next.Time);
    }

    /// <inheritdoc/>
    public void OnUserPacket(in UserPacket packet) => Add(0, packet.Time);

    private void Add(int kind, TraceTime time)
    {
        while (time.Low / StepInCycles >= MostSteps) Fold();
        int step = (int)Math.Max(0, time.Low / StepInCycles);
        _counts[kind][step]++;
        Steps = Math.Max(Steps, step + 1);
    }

    private void Fold()
    {
        foreach (long[] counts in _counts)
        {
            for (int i = 0; i < MostSteps / 2; i++) counts[i] = counts[2 * i] + counts[2 * i + 1];
            Array.Clear(counts, MostSteps / 2, MostSteps / 2);
        }

        StepInCycles *= 2;
        Steps = (Steps + 1) / 2;
    }
}
