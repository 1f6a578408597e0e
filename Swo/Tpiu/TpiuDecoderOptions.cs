namespace RspDebug.Swo.Tpiu;

/// <summary>Settings of a decoder.</summary>
public sealed record TpiuDecoderOptions
{
    /// <summary>
    /// Stream that carries ITM packets: its content helps to find frames again after a byte was lost. Null: <see cref="TraceStreamId.UsualItm"/>
    /// is tried.
    /// </summary>
    public int? ItmStreamId { get; init; }

    /// <summary>Stream of the bytes before the first id; null: they belong to none and are dropped.</summary>
    public int? FirstStreamId { get; init; }

    /// <summary>Bytes in front of the first frame, 0 to 15; null: found out.</summary>
    public int? FirstFrameOffset { get; init; }
}
