using RspDebug.Swo.Events;

namespace RspDebug.DebugAdapter.Engine.Trace.Html;

/// <summary>Values over time, of ports and of traced data: each curve thinned out evenly when it gets long.</summary>
internal sealed class ValueCurves : ITraceEventSink
{
    private const int MostPoints = 2000, MostCurves = 16;
    private readonly Dictionary<string, Curve> _curves = [];

    /// <summary>The curves, by name; points rise in time.</summary>
    public IEnumerable<(string Name, IReadOnlyList<(long Cycle, double Value)> Points)> Curves =>
        _curves.OrderBy(static c => c.Key, StringComparer.Ordinal).Select(static c => (c.Key, (IReadOnlyList<(long, double)>)c.Value.Points));

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        if (next.Kind == TraceEventKind.Software && next.Software.SizeInBytes > 1) Add($"port {next.Software.Port}", next.Time.Low, next.Software.Value);
        else if (next.Kind == TraceEventKind.DataAccess && next.Data.Value is { } value) Add($"watch {next.Data.Comparator}", next.Time.Low, value);
    }

    private void Add(string name, long cycle, double value)
    {
        if (!_curves.TryGetValue(name, out Curve? curve))
        {
            if (_curves.Count == MostCurves) return;
            _curves[name] = curve = new Curve();
        }

        curve.Add(cycle, value);
    }

    private sealed class Curve
    {
        private long _seen;
        private long _every = 1;

        public List<(long Cycle, double Value)> Points { get; } = [];

        public void Add(long cycle, double value)
        {
            if (_seen++ % _every != 0) return;
            if (Points.Count > 0 && cycle < Points[^1].Cycle) return;
            Points.Add((cycle, value));
            if (Points.Count < MostPoints) return;
            int kept = 0;
            for (int i = 0; i < Points.Count; i += 2) Points[kept++] = Points[i];
            Points.RemoveRange(kept, Points.Count - kept);
            _every *= 2;
        }
    }
}
