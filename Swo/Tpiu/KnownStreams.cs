namespace RspDebug.Swo.Tpiu;

/// <summary>Which ids a stream really uses: damage forges others, but each of them seldom.</summary>
internal sealed class KnownStreams
{
    private const int Enough = 8, Most = 64;
    private const int FramesPerDecay = 4096;
    private const int UsualNewStreams = 4;

    private readonly byte[] _seen = new byte[TraceStreamId.Count];
    private int _framesToDecay = FramesPerDecay;
    private int _newStreams;

    /// <summary>One bit for each id to believe.</summary>
    public UInt128 Mask { get; private set; } = UInt128.One << TraceStreamId.Null;

    /// <summary>A sane stream has few ids, and each comes for the first time once; a damaged one shows new ids all the time.</summary>
    public bool ExpectsMore => _newStreams < UsualNewStreams;

    public bool Contains(int id) => (Mask >> id & 1) != 0;

    public void OnSeen(int id)
    {
        if (_seen[id] == 0) _newStreams++;
        if (_seen[id] < Most && ++_seen[id] == Enough) Mask |= UInt128.One << id;
    }

    public void Believe(int id)
    {
        _seen[id] = Math.Max(_seen[id], (byte)Enough);
        Mask |= UInt128.One << id;
    }

    public void OnFrame()
    {
        if (--_framesToDecay > 0) return;
        _framesToDecay = FramesPerDecay;
        for (int id = 1; id < _seen.Length; id++)
        {
            if (Contains(id)) continue;             // A stream that was busy once may be again.
            _seen[id] /= 2;
        }
    }
}
