using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Integers in the radix asked for.</summary>
internal static class IntegerText
{
    /// <summary>Formats an integer or boolean number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">Radix; formats that are no radix give decimal.</param>
    /// <param name="sizeInBits">Width of a bit-field; 0 takes the type's.</param>
    public static string Format(Number value, ValueFormat format, int sizeInBits = 0)
    {
        int width = sizeInBits > 0 ? sizeInBits : value.Type.SizeInBits;
        ulong bits = value.Unsigned & (ulong.MaxValue >> (64 - width));
        return format switch
        {
            // All digits of the type are shown: the width is information when registers and masks are compared.
            ValueFormat.Hexadecimal => "0x" + bits.ToString("x").PadLeft((width + 3) / 4, '0'),
            ValueFormat.Binary => "0b" + bits.ToString("b").PadLeft(width, '0'),
            ValueFormat.Octal => bits == 0 ? "0" : "0" + Convert.ToString(unchecked((long)bits), 8),
            ValueFormat.Unsigned => bits.ToString(),
            _ => value.Type.IsSigned ? value.Signed.ToString() : value.Unsigned.ToString(),
        };
    }
}
