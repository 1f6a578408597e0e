namespace RspDebug.Swo.Itm;

/// <summary>Walks over bytes as if they were ITM packets and counts what no ITM sends: a cheap judge for framing and alignment, not a decoder.</summary>
internal struct ItmScout
{
    private const byte ExceptionHeader = 0x0e, EventCounterHeader = 0x05, PcSampleByteHeader = 0x15;
    private const byte ExceptionUnusedBits = 0xce, EventCounterUnusedBits = 0xc0;
    private const int SynchronizationZeros = 5, MostZeros = 64;
    private const int LongestPacketInBytes = 7;

    private byte _header;
    private byte _fixedLeft;
    private byte _continuationLeft;
    private byte _grace;
    private int _zeros;

    /// <summary>Starts in the middle of a stream: no error counts until a packet could have ended.</summary>
    public static ItmScout Unsynchronized => new() { _grace = LongestPacketInBytes };

    /// <summary>Things seen that no ITM sends.</summary>
    public int Errors { get; private set; }

    /// <summary>Bytes walked over.</summary>
    public int Bytes { get; private set; }

    /// <summary>Headers seen, right or wrong.</summary>
    public int Headers { get; private set; }

    /// <summary>Headers among them that are reserved.</summary>
    public int ReservedHeaders { get; private set; }

    /// <summary>Extension packets among the headers: rare in real streams, frequent in what is none.</summary>
    public int Extensions { get; private set; }

    public void Walk(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) Walk(value);
    }

    public void Walk(byte value)
    {
        Bytes++;
        if (_grace > 0) _grace--;
        if (_fixedLeft > 0)
        {
            if (--_fixedLeft == 0 && !IsPlausibleEnd(value)) Fail();
            return;
        }

        if (_continuationLeft > 0)
        {
            _continuationLeft--;
            if (value < 0x80) _continuationLeft = 0;
            else if (_continuationLeft == 0) Fail();
            return;
        }

        if (value == 0)
        {
            if (++_zeros == MostZeros) Fail();      // Legal, but no ITM idles like this.
            return;
        }

        if (_zeros > 0)
        {
            bool whole = _zeros >= SynchronizationZeros && value == 0x80;
            if (!whole) Fail();
            _zeros = 0;
            if (whole) return;
        }

        Begin(value);
    }

    private void Begin(byte header)
    {
        Headers++;
        _header = header;
        if ((header & 3) != 0)
        {
            _fixedLeft = (byte)((header & 3) == 3 ? 4 : header & 3);
            if ((header & 4) != 0 && !IsHardwareLength(header >> 3, _fixedLeft)) Fail();
        }
        else if (header is 0x94 or 0xb4 || (header & 0xcf) == 0xc0)
        {
            _continuationLeft = (byte)(header == 0xb4 ? 6 : 4);
        }
        else if ((header & 0x8f) != 0 && (header & 0x8b) != 0x08)
        {
            // Long extensions are legal and unused; in practice they are damage.
            ReservedHeaders++;
            Fail();
        }
        else if ((header & 8) != 0)
        {
            Extensions++;
        }
    }

    private static bool IsHardwareLength(int id, int size) => id switch
    {
        0 => size == 1,
        1 => size == 2,
        2 => size != 2,
        < 8 or >= 24 => false,
        < 16 => (id & 1) == 0 ? size == 4 : size == 2,
        _ => true,
    };

    private readonly bool IsPlausibleEnd(byte last) => _header switch
    {
        ExceptionHeader => (last & ExceptionUnusedBits) == 0 && (last & 0x30) != 0,
        EventCounterHeader => (last & EventCounterUnusedBits) == 0,
        PcSampleByteHeader => last is 0 or 0xff,
        _ => true,
    };

    private void Fail()
    {
        if (_grace == 0) Errors++;
    }
}
