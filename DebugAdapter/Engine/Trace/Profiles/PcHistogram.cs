using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;

namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>PC samples by address.</summary>
internal sealed class PcHistogram : ITraceEventSink
{
    private const int MostAddresses = 4_000_000;    // More than any Cortex-M has instructions: a bound against noise.
    private readonly Dictionary<uint, long> _counts = [];

    /// <summary>Samples by address.</summary>
    public IReadOnlyDictionary<uint, long> Counts => _counts;

    /// <summary>Samples that found the core asleep.</summary>
    public long Sleeping { get; private set; }

    /// <summary>Samples that were not allowed (Armv8-M, secure state).</summary>
    public long Prohibited { get; private set; }

    /// <summary>All samples.</summary>
    public long Total { get; private set; }

    /// <inheritdoc/>
    public void OnEvent(in TraceEvent next)
    {
        if (next.Kind != TraceEventKind.PcSample) return;
        Total++;
        switch (next.PcSample.State)
        {
            case PcSampleState.Sleeping: Sleeping++; break;
            case PcSampleState.Prohibited: Prohibited++; break;
            default:
                uint pc = next.PcSample.Pc;
                if (_counts.TryGetValue(pc, out long count)) _counts[pc] = count + 1;
                else if (_counts.Count < MostAddresses) _counts[pc] = 1;
                break;
        }
    }
}
