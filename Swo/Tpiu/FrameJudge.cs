using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tpiu;

/// <summary>Says how unlikely it is that frames begin at some place: the lowest cost wins.</summary>
/// <remarks>
/// Off by one byte, half of the data bytes look like ids: unknown ids tell it. Off by two, only the lowest bits are wrong: the content of the
/// ITM stream tells it. The weights are in quarters of "one bit was damaged".
/// </remarks>
internal readonly ref struct FrameJudge(ReadOnlySpan<byte> bytes, UInt128 known, int itmStream, bool expectsNewStreams, bool expectsDamage)
{
    private const int Reserved = 12, Unknown = 8, New = 5, DamagedId = 6, Missing = 8, Unfamiliar = 4, Broken = 9, MostUnknownInFrame = 3, MostUnknownAfterDamage = 1, Change = 1, Redundant = 4, ItmError = 5, Synchronization = -16, NonZeroPadding = 3, ItmElsewhere = 14;

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
        ItmScout foreign = ItmScout.Unsynchronized;
        UInt128 believed = known;
        bool isFirst = stream < 0;
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

            if (IsBroken(frame))
            {
                // Damage further on says nothing about this place, and must not make one reading of it look worse than another.
                cost += Broken * (frames - i);
                break;
            }

            cost += IdCosts(frame, stream, doubt, ref believed);
            content.Read(frame, ref stream, doubt, known, itmStream);
            int padding = 0, familiar = 0;
            for (int k = 0; k < content.Count; k++)
            {
                if (content.Stream(k) == itmStream) scout.Walk(content[k]);
                else foreign.Walk(content[k]);
                if (content.Stream(k) == TraceStreamId.Null && content[k] != 0) padding++;
                if (content.Stream(k) < TraceStreamId.Count && (known >> content.Stream(k) & 1) != 0) familiar++;
            }

            cost += NonZeroPadding * Math.Min(padding, 2) + (isFirst && familiar == 0 ? Unfamiliar : 0);
        }

        if (expectsDamage && LooksLikeItm(foreign)) cost += ItmElsewhere;
        return cost + ItmError * (scout.Errors - before);
    }

    /// <summary>Whether bytes of another stream are most likely ITM packets that a forged id took away.</summary>
    public static bool LooksLikeItm(ItmScout scout) => scout.Bytes >= 20 && scout.Headers > 3 && scout.Errors * 24 < scout.Bytes;

    /// <summary>Whether so many ids are unknown that this is no frame.</summary>
    private bool IsBroken(ReadOnlySpan<byte> frame)
    {
        int unknown = 0;
        for (int even = 0; even < FrameReader.FrameSizeInBytes; even += 2)
            if (FrameReader.IsId(frame, even) && (known >> (frame[even] >> 1) & 1) == 0) unknown++;
        return unknown > (expectsDamage ? MostUnknownAfterDamage : MostUnknownInFrame);
    }

    private int IdCosts(ReadOnlySpan<byte> frame, int current, DoubtfulId doubt, ref UInt128 believed)
    {
        int cost = 0;
        for (int even = 0; even < FrameReader.FrameSizeInBytes; even += 2)
        {
            if (!FrameReader.IsId(frame, even)) continue;
            int id = frame[even] >> 1;
            cost += IdCost(id, doubt, ref believed) + (even > 0 && id == current ? Redundant : 0);
            current = id;
        }

        return cost;
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
