using RspDebug.Swo.Detection;
using RspDebug.Swo.Diagnosis;

namespace RspDebug.DebugAdapter.Engine.Trace.Doctor;

/// <summary>Findings in words: what it means, and what to change, in the words of each server.</summary>
internal static class DoctorAdvice
{
    /// <summary>A stable name of the kind of finding.</summary>
    public static string RuleOf(SwoFinding finding) => finding switch
    {
        SwoFinding.Nothing => "nothing",
        SwoFinding.Constant => "constant",
        SwoFinding.TooShort => "too-short",
        SwoFinding.WrongBaud => "wrong-baud",
        SwoFinding.Garbage => "garbage",
        SwoFinding.Raw => "raw",
        SwoFinding.Framed => "framed",
        SwoFinding.FormatterMismatch => "formatter-mismatch",
        SwoFinding.Overflows => "overflows",
        SwoFinding.ReservedHeaders => "reserved-headers",
        SwoFinding.Damage => "damage",
        SwoFinding.BrokenFrames => "broken-frames",
        SwoFinding.Truncated => "truncated",
        SwoFinding.NoSynchronization => "no-synchronization",
        SwoFinding.NoTimestamps => "no-timestamps",
        SwoFinding.OtherStreams => "other-streams",
        _ => "delayed-timestamps",
    };

    /// <summary>What was found.</summary>
    public static string TextOf(SwoFinding finding) => finding switch
    {
        SwoFinding.Nothing => "No byte came.",
        SwoFinding.Constant c => $"All {c.Bytes} bytes are 0x{c.Value:x2}: the line is {(c.Value == 0 ? "held low, or not driven" : "at rest and only glitches")}.",
        SwoFinding.TooShort t => $"{t.Bytes} bytes are too few to say anything.",
        SwoFinding.WrongBaud w => $"The receiver is {(w.ReceiverIsTooFast ? "faster" : "slower")} than the pin{(w.Ratio is > 1 and { } ratio ? $", {ratio} times" : "")} ({w.SingleBitsPerThousand} of 1000 runs of equal bits have one bit).",
        SwoFinding.Garbage g => $"These are neither ITM packets ({g.Detection.RawErrors} violations in 1000 bytes) nor TPIU frames{(g.Detection.TpiuErrors is { } e ? $" ({e})" : "")}: another rate, another protocol, or noise.",
        SwoFinding.Raw r => $"Raw ITM packets, {r.ErrorsPerThousand} violations in 1000 bytes.",
        SwoFinding.Framed f => $"TPIU frames with ITM packets as stream {f.ItmStreamId}; the first frame begins at byte {f.FirstFrameOffset}, {f.FullSynchronizations} full synchronizations.",
        SwoFinding.FormatterMismatch m => $"The reader expects {NameOf(m.Expected)}, and {NameOf(m.Found)} come.",
        SwoFinding.Overflows o => $"{o.Packets} overflow packets ({o.PerThousand / 10.0:0.0} % of all): the target made more trace than the pin carries, and dropped some.",
        SwoFinding.ReservedHeaders r => $"{r.Headers} headers that no packet has ({r.PerThousand / 10.0:0.0} %): bytes were lost or damaged on the way.",
        SwoFinding.Damage d => $"{d.Malformed} damaged packets with {d.SkippedBytes} bytes ({d.SkippedPerThousand / 10.0:0.0} % of all).",
        SwoFinding.BrokenFrames b => $"Frames were lost and found again {b.Realignments} times, {b.SkippedBytes} bytes are outside of frames: bytes go missing on the way.",
        SwoFinding.Truncated t => $"The last packet is cut short after {t.Bytes} bytes.",
        SwoFinding.NoSynchronization => "There is no synchronization packet, so a start in the middle cannot be told for certain.",
        SwoFinding.NoTimestamps n => $"{n.Packets} packets, and no local timestamp: events have no time.",
        SwoFinding.OtherStreams o => $"{o.Bytes} bytes ({o.PerThousand / 10.0:0.0} %) are of other streams, such as ETM, and take room on the pin.",
        SwoFinding.DelayedTimestamps d => $"{d.Delayed} timestamps were late ({d.PerThousand / 10.0:0.0} %): the pin is busy, and times are less exact.",
        _ => finding.ToString(),
    };

    /// <summary>What to change; null when nothing needs to be.</summary>
    public static string? AdviceOf(SwoFinding finding) => finding switch
    {
        SwoFinding.Nothing or SwoFinding.Constant { Value: 0 } =>
            "Switch trace on in the target (DEMCR.TRCENA, ITM_TCR, ITM_TER; TPIU_SPPR = 2 for UART), route the pin (nRF52: NRF_CLOCK.TRACECONFIG = 0x10000), and connect SWO to the probe. "
            + "OpenOCD: `CHIP.tpiu enable` and `itm ports on`. J-Link: `monitor SWO EnableTarget CPU_HZ SWO_HZ 0xFFFFFFFF 0`. pyOCD: `-O enable_swv=1`.",
        SwoFinding.Constant => "Check that the target is powered and runs, and that the pin is the chip's SWO pin.",
        SwoFinding.TooShort => "Record longer: a second is plenty.",
        SwoFinding.WrongBaud or SwoFinding.Garbage =>
            "Give both ends one rate: the pin's is TRACECLKIN / (TPIU_ACPR + 1). TRACECLKIN is not always the CPU clock (nRF52: 32 MHz at a CPU clock of 64 MHz). "
            + "OpenOCD: `-traceclk` is TRACECLKIN, `-pin-freq` the rate. J-Link: first number of `SWO EnableTarget`. pyOCD: `-O swv_system_clock`. Session: `cpuFrequency`, `swoFrequency`. Serial: `--baud`.",
        SwoFinding.FormatterMismatch m => m.Found == SwoFormat.Tpiu
            ? "Switch the formatter off (TPIU_FFCR = 0x100; OpenOCD: `-formatter 0`), or read with --tpiu."
            : "Read with --raw, or switch the formatter on (OpenOCD: `-formatter 1`).",
        SwoFinding.Overflows { Severity: not SwoSeverity.Information } =>
            "Raise the rate of the pin (OpenOCD `-pin-freq`, session `swoFrequency`), or trace less: fewer PC samples (DWT_CTRL.POSTPRESET), fewer ports (ITM_TER), no exceptions.",
        SwoFinding.ReservedHeaders or SwoFinding.Damage or SwoFinding.BrokenFrames =>
            "The probe or the computer loses bytes: lower the rate of the pin, use a shorter wire with ground beside it, and a USB port of its own for the probe.",
        SwoFinding.NoTimestamps => "Set ITM_TCR.TSENA (OpenOCD: `CHIP mww 0xE0000E80 0x1000F`) to get times.",
        SwoFinding.NoSynchronization => "Set ITM_TCR.SYNCENA and DWT_CTRL.SYNCTAP to get one each 16 million cycles.",
        SwoFinding.OtherStreams => "Switch the ETM off when nobody reads it.",
        SwoFinding.DelayedTimestamps { Severity: not SwoSeverity.Information } => "Raise the rate of the pin, or trace less.",
        _ => null,
    };

    private static string NameOf(SwoFormat format) => format switch { SwoFormat.Raw => "raw ITM packets", SwoFormat.Tpiu => "TPIU frames", _ => "nothing in particular" };
}
