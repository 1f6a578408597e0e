using System.Globalization;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Swo;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Cli.Swo;

/// <summary>Says on the standard error output how far a trace is read, when that takes longer than a second, and what was in it.</summary>
internal sealed class TraceProgress(ITraceSource source, TextWriter errors, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long _last = time.GetTimestamp();

    /// <summary>Called after each block.</summary>
    public void OnBlock(TraceReader reader)
    {
        if (time.GetElapsedTime(_last) < Interval) return;
        _last = time.GetTimestamp();
        string of = source.LengthInBytes is > 0 and { } length ? $" ({100.0 * reader.BytesRead / length:0} %)" : "";
        errors.WriteLine($"{source.Name}: {Size(reader.BytesRead)}{of}, {reader.Statistics.Packets} packets");
    }

    /// <summary>One line with the counts of the whole trace.</summary>
    public void End(TraceReader reader)
    {
        ItmStatistics s = reader.Statistics;
        errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{source.Name}: {reader.BytesRead} bytes{Framing(reader.Decoder)}, {s.Packets} packets, {s.Overflows} overflows, {s.Synchronizations} synchronizations, {s.Malformed} malformed, {s.SkippedBytes} bytes skipped, {s.Resynchronizations} resynchronizations"));
    }

    private static string Framing(SwoDecoder decoder) => decoder.Tpiu is { } tpiu
        ? $" ({tpiu.Frames} TPIU frames, {tpiu.Realignments} realignments, {tpiu.SkippedBytes} bytes outside of frames, {decoder.OtherStreamBytes} of other streams)"
        : " (raw)";

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes / 1048576.0:0.0} MB" : $"{bytes / 1024.0:0.0} kB";
}
