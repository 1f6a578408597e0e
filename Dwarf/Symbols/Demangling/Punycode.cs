using System.Text;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Identifiers that are not ASCII: RFC 3492, with <c>_</c> for the delimiter.</summary>
internal static class Punycode
{
    private const int Base = 36, Tmin = 1, Tmax = 26, Skew = 38, Damp = 700, InitialBias = 72, InitialCode = 0x80;
    private const int MaxLength = 1024;

    /// <summary>The identifier; null when it is malformed.</summary>
    public static string? Decode(string encoded)
    {
        int delimiter = encoded.LastIndexOf('_');
        List<int> output = [.. (delimiter > 0 ? encoded[..delimiter] : "").Select(c => (int)c)];
        (long code, long index, int bias) = (InitialCode, 0, InitialBias);
        for (int at = delimiter + 1; at < encoded.Length;)
        {
            (long old, long weight) = (index, 1);
            for (int k = Base; ; k += Base)
            {
                if (at >= encoded.Length || Digit(encoded[at++]) is not { } digit) return null;
                index += digit * weight;
                int threshold = Math.Clamp(k - bias, Tmin, Tmax);
                if (index > int.MaxValue) return null;
                if (digit < threshold) break;
                weight *= Base - threshold;
                if (weight > int.MaxValue) return null;
            }

            int count = output.Count + 1;
            bias = Adapt(index - old, count, old == 0);
            code += index / count;
            index %= count;
            if (!Rune.IsValid((int)Math.Min(code, int.MaxValue)) || output.Count >= MaxLength) return null;
            output.Insert((int)index++, (int)code);
        }

        var text = new StringBuilder();
        foreach (int c in output) text.Append(new Rune(c).ToString());
        return text.ToString();
    }

    private static int? Digit(char c) => c is >= 'a' and <= 'z' ? c - 'a' : c is >= '0' and <= '9' ? c - '0' + 26 : null;

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta /= isFirst ? Damp : 2;
        delta += delta / count;
        int k = 0;
        for (; delta > (Base - Tmin) * Tmax / 2; k += Base) delta /= Base - Tmin;
        return (int)(k + ((Base - Tmin + 1) * delta / (delta + Skew)));
    }
}
