namespace RspDebug.RspServer.Framing;

/// <summary>Hex digits to values, without exceptions.</summary>
internal static class HexText
{
    /// <summary>Value of one digit of either case, or -1.</summary>
    public static int DigitOrMinusOne(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    /// <summary>Decodes pairs of digits; false unless all of <paramref name="digits"/> is pairs of digits.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> digits, out byte[] bytes)
    {
        bytes = [];
        if (digits.Length % 2 != 0) return false;
        byte[] decoded = new byte[digits.Length / 2];
        for (int i = 0; i < decoded.Length; i++)
        {
            int high = DigitOrMinusOne(digits[2 * i]), low = DigitOrMinusOne(digits[2 * i + 1]);
            if (high < 0 || low < 0) return false;
            decoded[i] = (byte)(high << 4 | low);
        }

        bytes = decoded;
        return true;
    }
}
