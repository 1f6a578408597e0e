using System.Buffers;
using System.Buffers.Text;

namespace RspDebug.RspClient.Framing;

/// <summary>Hexadecimal text in packets. Both cases are read (Black Magic Probe sends upper case); lower case is written.</summary>
public static class HexDigits
{
    private const byte InvalidDigit = 0xff;

    /// <summary>The value of one digit.</summary>
    /// <returns>False when <paramref name="character"/> is not a hexadecimal digit.</returns>
    public static bool TryGetValue(byte character, out int value)
    {
        uint digit = character - (uint)'0';
        if (digit > 9)
        {
            digit = (character | 0x20u) - 'a' + 10;
            if (digit is < 10 or > 15) digit = InvalidDigit;
        }

        value = (int)digit;
        return digit != InvalidDigit;
    }

    /// <summary>Reads a big-endian number of 1 to 16 digits that fills <paramref name="digits"/>.</summary>
    /// <returns>False on no digit, a foreign character, or more than 64 bits.</returns>
    public static bool TryParseNumber(ReadOnlySpan<byte> digits, out ulong value)
    {
        value = 0;
        while (digits.Length > 1 && digits[0] == (byte)'0') digits = digits[1..];
        if (digits.IsEmpty || digits.Length > 16) return false;
        foreach (byte character in digits)
        {
            if (!TryGetValue(character, out int digit)) return false;
            value = (value << 4) | (uint)digit;
        }

        return true;
    }

    /// <summary>Decodes pairs of digits, two a byte, in the order sent.</summary>
    /// <param name="digits">An even number of digits.</param>
    /// <param name="destination">Filled from the front.</param>
    /// <param name="sizeInBytes">Bytes written; 0 on failure.</param>
    /// <returns>False when the count is odd, a character is foreign, or the destination is too small.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> digits, Span<byte> destination, out int sizeInBytes)
    {
        sizeInBytes = 0;
        if ((digits.Length & 1) != 0 || digits.Length / 2 > destination.Length) return false;
        if (Convert.FromHexString(digits, destination, out _, out int written) != OperationStatus.Done) return false;
        sizeInBytes = written;
        return true;
    }

    /// <summary>True when all characters are hexadecimal digits; true for an empty text.</summary>
    public static bool AreAll(ReadOnlySpan<byte> text)
    {
        foreach (byte character in text)
        {
            if (!TryGetValue(character, out _)) return false;
        }

        return true;
    }

    /// <summary>Writes a number without leading zeros.</summary>
    /// <returns>The digits written, 1 to 16.</returns>
    public static int FormatNumber(ulong value, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(value, destination, out int written, new StandardFormat('x'));
        return written;
    }
}
