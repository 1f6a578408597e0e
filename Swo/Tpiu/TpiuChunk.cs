namespace RspDebug.Swo.Tpiu;

/// <summary>Bytes of one stream, in order.</summary>
public readonly ref struct TpiuChunk
{
    internal TpiuChunk(int streamId, ReadOnlySpan<byte> bytes, bool isAfterGap)
    {
        StreamId = streamId;
        Bytes = bytes;
        IsAfterGap = isAfterGap;
    }

    /// <summary>The source; never <see cref="TraceStreamId.Null"/>.</summary>
    public int StreamId { get; }

    /// <summary>At least one byte; valid until the next call of the decoder.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes of this stream may be missing in front: a packet begun before must not be continued with these.</summary>
    public bool IsAfterGap { get; }
}
