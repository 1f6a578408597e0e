namespace RspDebug.Swo.Tpiu;

/// <summary>Which ids a stream really uses. A sane stream has few, each new once; a damaged one shows new ids all the time, and then none is learned.</summary>
internal sealed class KnownStreams
{
    private const int Enough = 5, MostNew = 4;
    private const int FramesPerPeriod = 4096;

    private readonly byte[] _seen = new byte[TraceStreamId.Count];
    private readonly bool[] _wasSeen = new bool[TraceStreamId.Count];
    private int _framesLeft = FramesPerPeriod;
    private int _newStreams;

    /// <summary>One bit for each id to believe.</summary>
    public UInt128 Mask { get; private set; } = UInt128.One << TraceStreamId.Null;

    /// <summary>Whether the stream is sane enough to believe that a new id is a new stream.</summary>
    public bool ExpectsMore => _newStreams <= MostNew;

    public bool Contains(int id) => (Mask >> id & 1) != 0;

    /// <summary>An id that is not known was there.</summary>
    public void OnNew(int id)
    {
        if (!_wasSeen[id]) _newStreams++;
        _wasSeen[id] = true;
        _seen[id]++;
        if (_seen[id] >= Enough && ExpectsMore && !TraceStreamId.IsReserved(id)) Believe(id);
    }

    /// <summary>Believes an id for good.</summary>
    public void Believe(int id) => Mask |= UInt128.One << id;

    public void OnFrame()
    {
        if (--_framesLeft > 0) return;
        _framesLeft = FramesPerPeriod;
        for (int id = 0; id < _seen.Length; id++) _seen[id] /= 2;
    }
}
