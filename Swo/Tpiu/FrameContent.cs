namespace RspDebug.Swo.Tpiu;

/// <summary>The data bytes of a frame, each with its stream.</summary>
internal struct FrameContent
{
    private const int AfterData = 15;

    private InlineBytes _bytes;
    private InlineBytes _streams;

    /// <summary>Data bytes.</summary>
    public int Count { get; private set; }

    public readonly byte this[int index] => _bytes[index];

    public readonly int Stream(int index) => _streams[index];

    /// <summary>Takes a frame apart.</summary>
    /// <param name="frame">16 bytes.</param>
    /// <param name="stream">The stream before and after.</param>
    /// <param name="doubt">What to do with ids that <paramref name="known"/> does not contain.</param>
    /// <param name="known">Ids to believe; one bit each.</param>
    /// <param name="itm">The stream that <see cref="DoubtfulId.MeansItm"/> means.</param>
    public void Read(ReadOnlySpan<byte> frame, ref int stream, DoubtfulId doubt, UInt128 known, int itm)
    {
        Count = 0;
        for (int even = 0; even < AfterData; even += 2)
        {
            int auxiliary = FrameReader.Auxiliary(frame, even);
            int next = frame[even] >> 1;
            bool isId = FrameReader.IsId(frame, even);
            if (isId && doubt != DoubtfulId.Believe && (known >> next & 1) == 0)
            {
                if (doubt == DoubtfulId.IsData) isId = false;
                else next = itm;
            }

            if (!isId)
            {
                Add((byte)(frame[even] & 0xfe | auxiliary), stream);
                if (even + 1 < AfterData) Add(frame[even + 1], stream);
                continue;
            }

            // With the bit set, the byte after the id still belongs to the old stream.
            int old = stream;
            stream = next;
            if (even + 1 < AfterData) Add(frame[even + 1], auxiliary != 0 ? old : next);
        }
    }

    private void Add(byte value, int stream)
    {
        _bytes[Count] = value;
        _streams[Count] = (byte)stream;
        Count++;
    }

    [System.Runtime.CompilerServices.InlineArray(16)]
    private struct InlineBytes
    {
        private byte _first;
    }
}
