namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>What a trace has brought in a short time, apart from text.</summary>
/// <param name="Values">Numbers for graphs, in order.</param>
/// <param name="Exceptions">Exceptions entered, left and returned to, in order.</param>
/// <param name="PcSamples">Samples by address; empty when the PC is not sampled.</param>
/// <param name="Sleeping">Samples that found the core asleep.</param>
/// <param name="Counts">Counts since the start of the trace.</param>
internal sealed record TraceReport(
    IReadOnlyList<TraceValue> Values, IReadOnlyList<TraceExceptionEvent> Exceptions, IReadOnlyDictionary<uint, int> PcSamples, int Sleeping, TraceCounts Counts);
