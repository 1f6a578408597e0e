using System.Numerics;

namespace RspDebug.Swo.Diagnosis;

/// <summary>How bytes and their bits are spread: enough to tell a wrong baud from noise.</summary>
internal sealed class ByteProfile
{
    private const int Bits = 8, SampleInBytes = 1 << 20;
    private const int FewSingles = 100, MostlyEqual = 970;

    private readonly long[] _values = new long[256];

    public long Bytes { get; private set; }

    /// <summary>The only value there is; null when there are several.</summary>
    public byte? OnlyValue => Bytes == 0 ? null : Array.IndexOf(_values, Bytes) is >= 0 and var value ? (byte)value : null;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> counted = Bytes < SampleInBytes ? bytes : default;
        Bytes += bytes.Length;
        if (counted.IsEmpty && OnlyValue is { } only && bytes.IndexOfAnyExcept(only) < 0)
        {
            _values[only] += bytes.Length;
            return;
        }

        foreach (byte value in counted.IsEmpty ? bytes[..Math.Min(bytes.Length, 256)] : bytes) _values[value]++;
    }

    /// <summary>Runs of one equal bit for each thousand runs that begin and end inside a byte.</summary>
    public int SingleBitsPerThousand()
    {
        var (runs, singles, _) = Runs();
        return runs == 0 ? 0 : (int)(singles * 1000 / runs);
    }

    /// <summary>
    /// Reads the bits as a receiver saw them. Too fast: every bit was seen twice or more, so that no run inside a byte is short. Too slow: start and
    /// stop bits of the sender stand at fixed places inside the bytes, so that one bit is nearly always the same while others change.
    /// </summary>
    /// <returns>Null when there is no such pattern.</returns>
    public SwoFinding.WrongBaud? FindWrongBaud()
    {
        var (runs, singles, shortest) = Runs();
        long counted = _values.Sum();
        int singlesPerThousand = SingleBitsPerThousand();
        if (runs > counted / 4 && singlesPerThousand < FewSingles) return new SwoFinding.WrongBaud(true, shortest, singlesPerThousand);
        if (runs == 0 || counted == 0) return null;
        for (int bit = 0; bit < Bits; bit++)
        {
            long ones = 0;
            for (int value = 0; value < _values.Length; value++) ones += (value >> bit & 1) * _values[value];
            if (Math.Max(ones, counted - ones) * 1000 / counted >= MostlyEqual) return new SwoFinding.WrongBaud(false, null, singlesPerThousand);
        }

        return null;
    }

    /// <summary>Runs that begin and end inside a byte, those of one bit, and the length that most of the short ones have.</summary>
    private (long Runs, long Singles, int Usual) Runs()
    {
        Span<long> byLength = stackalloc long[Bits + 1];
        byLength.Clear();
        for (int value = 0; value < _values.Length; value++)
        {
            if (_values[value] == 0) continue;
            int frame = value << 1;                                         // The start bit, 0, is the first; its falling edge began the byte.
            int edges = (frame ^ frame >> 1) & 0xff;                        // Bit k: bits k and k + 1 differ.
            if (edges == 0) continue;
            byLength[Math.Min(BitOperations.TrailingZeroCount(edges) + 1, Bits)] += _values[value];
            while (edges != 0)
            {
                int first = BitOperations.TrailingZeroCount(edges);
                edges &= edges - 1;
                if (edges == 0) break;
                byLength[BitOperations.TrailingZeroCount(edges) - first] += _values[value];
            }
        }

        long runs = 0;
        int usual = 1;
        for (int length = 1; length <= Bits; length++)
        {
            runs += byLength[length];
            if (byLength[length] > byLength[usual]) usual = length;
        }

        return (runs, byLength[1], usual);
    }
}
