using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Timing;

/// <summary>Puts the parts of global timestamps together (D4, "Global timestamp packets").</summary>
/// <remarks>
/// Short low parts replace only the bits they carry. After a wrap the old high part no longer holds, after a clock change nothing does, until the
/// high part comes.
/// </remarks>
public sealed class GlobalClock
{
    private const int LowBits = 26;
    private const ulong LowMask = (1UL << LowBits) - 1;

    private ulong _low;
    private ulong _high;
    private bool _hasLow, _hasHigh;

    /// <summary>The full value, up to 64 bits; null while a part of it is not known.</summary>
    public ulong? Value => _hasLow && _hasHigh ? _high << LowBits | _low : null;

    /// <summary>The low 26 bits, which are there long before the high ones; null before the first full low part.</summary>
    public ulong? LowValue => _hasLow ? _low : null;

    /// <summary>Times that the ratio of the clocks changed: values before and after do not compare.</summary>
    public int ClockChanges { get; private set; }

    /// <summary>Takes a part.</summary>
    public void Push(GlobalTimestamp part)
    {
        if (part.Part == 2)
        {
            (_high, _hasHigh) = (part.Value, true);
            return;
        }

        ulong mask = (1UL << part.Bits) - 1;
        if (part.Bits == LowBits)
        {
            _hasLow = true;
            if (part.Wrap || part.ClockChange) _hasHigh = false;
            if (part.ClockChange) ClockChanges++;
        }

        _low = (_low & ~mask | part.Value & mask) & LowMask;
    }

    /// <summary>Forgets what may be wrong after damage: bits that were not sent since.</summary>
    public void Break() => (_hasLow, _hasHigh) = (false, false);
}
