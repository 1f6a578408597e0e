using RspDebug.Swo.Detection;

namespace RspDebug.Swo.Diagnosis;

/// <summary>One thing that the bytes show, with its evidence. The cases below are all there are.</summary>
public abstract record SwoFinding
{
    private SwoFinding(SwoSeverity severity) => Severity = severity;

    /// <summary>How much it matters.</summary>
    public SwoSeverity Severity { get; }

    /// <summary>No byte came.</summary>
    public sealed record Nothing() : SwoFinding(SwoSeverity.Error);

    /// <summary>Every byte has the same value: 00 is a line that is held low or not driven, FF a line that only glitches.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Bytes">How many.</param>
    public sealed record Constant(byte Value, long Bytes) : SwoFinding(SwoSeverity.Error);

    /// <summary>Too few bytes to say anything.</summary>
    /// <param name="Bytes">How many.</param>
    public sealed record TooShort(long Bytes) : SwoFinding(SwoSeverity.Warning);

    /// <summary>Neither packets nor frames, and the bits show that the line was read at another speed than it was written.</summary>
    /// <param name="ReceiverIsTooFast">Or too slow.</param>
    /// <param name="Ratio">How many times too fast, when the bits show it.</param>
    /// <param name="SingleBitsPerThousand">Runs of just one equal bit among all runs inside bytes; below 100 when too fast, about 500 in random data.</param>
    public sealed record WrongBaud(bool ReceiverIsTooFast, int? Ratio, int SingleBitsPerThousand) : SwoFinding(SwoSeverity.Error);

    /// <summary>Neither packets nor frames; random data, another protocol, or a wrong baud that leaves no pattern.</summary>
    /// <param name="Detection">How badly both readings fit.</param>
    public sealed record Garbage(FormatDetection Detection) : SwoFinding(SwoSeverity.Error);

    /// <summary>Raw ITM packets.</summary>
    /// <param name="ErrorsPerThousand">Violations for each thousand bytes of the first sample.</param>
    public sealed record Raw(int ErrorsPerThousand) : SwoFinding(SwoSeverity.Information);

    /// <summary>TPIU frames.</summary>
    /// <param name="ItmStreamId">The stream with the ITM packets.</param>
    /// <param name="FirstFrameOffset">Bytes in front of the first frame.</param>
    /// <param name="FullSynchronizations">Full synchronizations; parts are free to send none.</param>
    public sealed record Framed(int ItmStreamId, int FirstFrameOffset, long FullSynchronizations) : SwoFinding(SwoSeverity.Information);

    /// <summary>The formatter is on although raw packets are expected, or the other way round.</summary>
    /// <param name="Expected">What the reader is set to.</param>
    /// <param name="Found">What the bytes are.</param>
    public sealed record FormatterMismatch(SwoFormat Expected, SwoFormat Found) : SwoFinding(SwoSeverity.Error);

    /// <summary>The target made more trace than the line takes.</summary>
    /// <param name="Packets">Overflow packets.</param>
    /// <param name="PerThousand">For each thousand packets.</param>
    public sealed record Overflows(long Packets, int PerThousand) : SwoFinding(PerThousand >= 10 ? SwoSeverity.Warning : SwoSeverity.Information);

    /// <summary>Headers that no packet has: bytes were lost or damaged between the pin and here.</summary>
    /// <param name="Headers">How many.</param>
    /// <param name="PerThousand">For each thousand packets.</param>
    public sealed record ReservedHeaders(long Headers, int PerThousand) : SwoFinding(SwoSeverity.Warning);

    /// <summary>Packets that break the protocol in any way, reserved headers included.</summary>
    /// <param name="Malformed">Malformed packets.</param>
    /// <param name="SkippedBytes">Bytes in them.</param>
    /// <param name="SkippedPerThousand">For each thousand bytes.</param>
    public sealed record Damage(long Malformed, long SkippedBytes, int SkippedPerThousand) : SwoFinding(SwoSeverity.Warning);

    /// <summary>Frames were lost and found again: bytes go missing between the pin and here.</summary>
    /// <param name="Realignments">How often.</param>
    /// <param name="SkippedBytes">Bytes that belong to no frame.</param>
    public sealed record BrokenFrames(long Realignments, long SkippedBytes) : SwoFinding(SwoSeverity.Warning);

    /// <summary>The last packet is cut short.</summary>
    /// <param name="Bytes">What there is of it.</param>
    public sealed record Truncated(int Bytes) : SwoFinding(SwoSeverity.Information);

    /// <summary>No synchronization packet: a start in the middle, or damage, cannot be told for certain.</summary>
    public sealed record NoSynchronization() : SwoFinding(SwoSeverity.Information);

    /// <summary>Source packets but no local timestamp: events have no time.</summary>
    /// <param name="Packets">Source packets.</param>
    public sealed record NoTimestamps(long Packets) : SwoFinding(SwoSeverity.Information);

    /// <summary>Frames carry other streams as well (ETM), which take room on the line.</summary>
    /// <param name="Bytes">Their bytes.</param>
    /// <param name="PerThousand">For each thousand bytes of all streams.</param>
    public sealed record OtherStreams(long Bytes, int PerThousand) : SwoFinding(SwoSeverity.Information);

    /// <summary>Local timestamps whose value is late, or whose packet was: the line is busy and times are less exact.</summary>
    /// <param name="Delayed">Timestamps with TC other than 0.</param>
    /// <param name="PerThousand">For each thousand local timestamps.</param>
    public sealed record DelayedTimestamps(long Delayed, int PerThousand) : SwoFinding(PerThousand >= 100 ? SwoSeverity.Warning : SwoSeverity.Information);
}
