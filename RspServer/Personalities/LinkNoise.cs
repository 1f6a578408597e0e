namespace RspDebug.RspServer.Personalities;

/// <summary>Does to bytes what <see cref="LinkFaults"/> says. A pump without clock or I/O: who owns the link does the waiting.</summary>
/// <param name="faults">Rates and seed.</param>
public sealed class LinkNoise(LinkFaults faults)
{
    private const int Million = 1_000_000;
    private readonly Random _random = new(faults.Seed);

    /// <summary>Bytes that were left out, inverted in one bit or repeated so far.</summary>
    public long Damaged { get; private set; }

    /// <summary>Passes bytes through.</summary>
    /// <returns>What arrives, which may be nothing.</returns>
    public byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        var arrived = new List<byte>(bytes.Length + 1);
        foreach (byte value in bytes)
        {
            if (Happens(faults.DropPpm)) continue;
            arrived.Add(Happens(faults.CorruptPpm) ? (byte)(value ^ 1 << _random.Next(8)) : value);
            if (Happens(faults.DuplicatePpm)) arrived.Add(arrived[^1]);
        }

        return [.. arrived];
    }

    /// <summary>Whether one of so many bytes is held back now.</summary>
    public bool Holds(int sizeInBytes)
    {
        if (faults.HoldPpm == 0) return false;
        bool holds = false;
        for (int count = 0; count < sizeInBytes; count++) holds |= _random.Next(Million) < faults.HoldPpm;
        return holds;
    }

    // No number is drawn for a fault that is off, so that turning one on leaves the others where they were.
    private bool Happens(int ppm)
    {
        bool happens = ppm > 0 && _random.Next(Million) < ppm;
        if (happens) Damaged++;
        return happens;
    }
}
