using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tpiu;

/// <summary>Says how unlikely it is that frames begin at some place: the lowest cost wins.</summary>
/// <remarks>
/// Off by one byte, half of the data bytes look like ids: unknown ids tell it. Off by two, only the lowest bits are wrong: the content of the
/// ITM stream tells it. The weights are in quarters of "one bit was damaged".
/// </remarks>
internal readonly ref struct FrameJudge(ReadOnlySpan<byte> bytes, UInt128 known, int itmStream, bool expectsNewStreams)
{
    private const int Reserved = 12, Unknown = 8, New = 5, DamagedId = 6, Missing = 8, Change = 1, Redundant = 4, ItmError = 5, Synchronization = -16, NonZeroPadding = 2;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Cost of the frames from <paramref name="at"/> on.</summary>
    /// <param name="at">Where the first frame begins.</param>
    /// <param name="frames">How many frames to look at, if there are so many.</param>
    /// <param name="stream">The stream before; negative when unknown.</param>
    /// <param name="scout">Where the ITM stream stands.</param>
    /// <param name="doubt">How to take unknown ids of the first frame.</param>
    public int Cost(int at, int frames, int stream, ItmScout scout, DoubtfulId doubt)
    {
        int cost = 0, before = scout.Errors;
        UInt128 believed = known;
        Span<byte> frame = stackalloc byte[FrameReader.FrameSizeInBytes];
        var content = default(FrameContent);
        for (int i = 0; i < frames; i++, doubt = DoubtfulId.Believe)
        {
            while (FrameReader.IsFullSynchronization(_bytes[at..]))
            {
                at += 4;
                cost += Synchronization;
            }

            if (!FrameReader.TryRead(_bytes, at, frame, out at, out _))
            {
                cost += Missing * (frames - i);
                break;
            }

            for (int even = 0; even < FrameReader.FrameSizeInBytes; even += 2)
                if (FrameReader.IsId(frame, even)) cost += IdCost(frame[even] >> 1, doubt, ref believed) + (even > 0 && frame[even] >> 1 == stream ? Redundant : 0);
            content.Read(frame, ref stream, doubt, known, itmStream);
            int padding = 0;
            for (int k = 0; k < content.Count; k++)
            {
                if (content.Stream(k) == itmStream) scout.Walk(content[k]);
                else if (content.Stream(k) == TraceStreamId.Null && content[k] != 0) padding++;
            }

            cost += NonZeroPadding * Math.Min(padding, 2);
        }

        return cost + ItmError * (scout.Errors - before);
    }

    private int IdCost(int id, DoubtfulId doubt, ref UInt128 believed)
    {
        if ((believed >> id & 1) != 0) return Change;
        if (doubt != DoubtfulId.Believe) return DamagedId;
        if (TraceStreamId.IsReserved(id)) return Reserved;
        believed |= UInt128.One << id;
        return expectsNewStreams ? New : Unknown;
    }
}
