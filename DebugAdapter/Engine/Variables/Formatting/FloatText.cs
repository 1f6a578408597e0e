using System.Globalization;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Floating values as text: the fewest digits that read back as the same value, spelled as C's <c>%g</c> spells them.</summary>
internal static class FloatText
{
    public static string Format(Number value)
    {
        double real = value.Real;
        if (double.IsNaN(real)) return FormatNotANumber(value.Type, value.ToBytes());
        if (double.IsInfinity(real)) return real > 0 ? "inf" : "-inf";
        string text = value.Type.SizeInBytes switch
        {
            2 => ((Half)real).ToString("R", CultureInfo.InvariantCulture),
            4 => ((float)real).ToString("R", CultureInfo.InvariantCulture),
            _ => real.ToString("R", CultureInfo.InvariantCulture),
        };
        return SpellExponentAsC(text);
    }

    // The payload tells a signalling NaN from a quiet one; gdb shows it the same way.
    private static string FormatNotANumber(ArithmeticType type, byte[] bytes)
    {
        int mantissaBits = type.SizeInBytes switch { 2 => 10, 4 => 23, _ => 52 };
        ulong bits = 0;
        for (int i = bytes.Length - 1; i >= 0; i--) bits = (bits << 8) | bytes[i];
        string sign = bits >> (type.SizeInBits - 1) != 0 ? "-" : "";
        return $"{sign}nan(0x{bits & ((1UL << mantissaBits) - 1):x})";
    }

    // "1E-07" -> "1e-07", "1E+100" -> "1e+100".
    private static string SpellExponentAsC(string text)
    {
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0) return text;
        string digits = text[(mark + 2)..];
        return $"{text[..mark]}e{text[mark + 1]}{digits.PadLeft(2, '0')}";
    }
}
