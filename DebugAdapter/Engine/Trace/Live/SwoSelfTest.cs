using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Swo.Detection;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Says once, within two seconds of running, why a trace is silent or is noise.</summary>
/// <remarks>
/// A working line is never silent: set-up itself writes once to a stimulus port, and has the DWT ask for a synchronization packet each 2^24 cycles. So
/// silence is the line's fault, and a line without writes of the firmware the firmware's.
/// </remarks>
/// <param name="isRunning">Whether the target runs at this moment.</param>
/// <param name="settings">What was set up.</param>
/// <param name="problems">What did not take at set-up.</param>
/// <param name="sourceName">Where the bytes come from.</param>
internal sealed class SwoSelfTest(Func<bool> isRunning, SwoSettings settings, IReadOnlyList<string> problems, string sourceName)
{
    private const int LeastBytesForAVerdict = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private TimeSpan _hasRun;
    private bool _isDone;

    /// <summary>Called at even times.</summary>
    /// <param name="elapsed">Since the last call.</param>
    /// <param name="counts">What came so far.</param>
    /// <param name="writes">Writes to stimulus ports so far.</param>
    /// <returns>The verdict, once; null before, and when all is well.</returns>
    public (OutputKind Kind, string Text)? Look(TimeSpan elapsed, in TraceCounts counts, long[] writes)
    {
        if (_isDone || !isRunning()) return null;
        _hasRun += elapsed;
        if (_hasRun < Patience) return null;
        _isDone = true;
        return Judge(counts, writes);
    }

    private (OutputKind Kind, string Text)? Judge(in TraceCounts counts, long[] writes)
    {
        if (counts.Bytes == 0)
        {
            return (OutputKind.Warning, problems.Count > 0
                ? $"nothing arrives from {sourceName}. {string.Join(" ", problems)}"
                : $"nothing arrives from {sourceName}, though the target runs and its trace is on. Check that the probe's SWO line is connected to the chip's SWO pin, "
                    + $"that the probe can receive {settings.RateInHz} baud (try a lower swoFrequency), and that the firmware does not use the pin or change the clock.");
        }

        if (counts.Malformed * 1000 > counts.Bytes * FormatDetection.MostErrors && counts.Bytes >= LeastBytesForAVerdict)
        {
            return (OutputKind.Warning, $"{counts.Bytes} bytes arrive from {sourceName}, but they are no trace ({counts.Malformed} of {counts.Malformed + counts.Packets} packets are damaged): the rates differ. "
                + $"The pin was set to {settings.RateInHz} baud from a trace clock of {settings.TraceClockInHz} Hz; correct cpuFrequency (the clock of the trace port, on an nRF52 32000000) and swoFrequency.");
        }

        return writes.Any(static count => count > 0) || settings.TracesExceptions || settings.PcSamplingBits != 0
            ? null
            : (OutputKind.Notice, $"the line works ({counts.Bytes} bytes, {counts.Packets} packets), but the firmware has written nothing so far to the enabled ports (mask 0x{settings.StimulusPorts:x8}). "
                + "Check that it writes to ITM stimulus ports, and to which.");
    }
}
