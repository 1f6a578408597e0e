namespace RspDebug.Swo.Detection;

/// <summary>What a sample of bytes looks like.</summary>
/// <param name="Format">The format that fits; <see cref="SwoFormat.Undecided"/> when none does.</param>
/// <param name="Bytes">Size of the sample.</param>
/// <param name="RawErrors">Violations of the ITM protocol when read as raw packets, for each thousand bytes.</param>
/// <param name="TpiuErrors">Violations of both protocols when read as frames at the best place, for each thousand bytes; null: no stream found.</param>
/// <param name="FirstFrameOffset">Bytes in front of the first frame, 0 to 15, for the best place.</param>
/// <param name="ItmStreamId">The stream in the frames that holds ITM packets.</param>
public readonly record struct FormatDetection(
    SwoFormat Format, int Bytes, int RawErrors, int? TpiuErrors, int FirstFrameOffset, int ItmStreamId)
{
    /// <summary>More violations than this in a thousand bytes are no damaged ITM stream but something else.</summary>
    public const int MostErrors = 40;

    private const int ClearMargin = 20;
    private const int LeastBytesForRaw = 512;           // Frames of one stream can look like packets for a while.

    /// <summary>Whether a longer sample would hardly change the verdict.</summary>
    public bool IsClear => Format switch
    {
        SwoFormat.Raw => Bytes >= LeastBytesForRaw && RawErrors == 0 && (TpiuErrors is null or > ClearMargin),
        SwoFormat.Tpiu => TpiuErrors == 0 && RawErrors > ClearMargin,
        _ => false,
    };
}
