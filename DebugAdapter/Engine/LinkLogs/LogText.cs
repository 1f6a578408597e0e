using System.Globalization;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Bytes as logs write them.</summary>
internal static class LogText
{
    /// <summary>The bytes of a text of one character a byte.</summary>
    public static byte[] Bytes(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length];
        for (int index = 0; index < text.Length; index++) bytes[index] = text[index] <= 0xff ? (byte)text[index] : (byte)'?';
        return bytes;
    }

    /// <summary>Undoes <c>\xNN</c>, and with <paramref name="hasNames"/> also <c>\\</c>, <c>\n</c>, <c>\012</c> and the other escapes of C.</summary>
    public static byte[] Unescape(ReadOnlySpan<char> text, bool hasNames)
    {
        var bytes = new List<byte>(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (character == '\\' && index + 3 < text.Length && text[index + 1] == 'x' && byte.TryParse(text.Slice(index + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.Add(value);
                index += 3;
            }
            else if (character == '\\' && hasNames && IsOctal(text[(index + 1)..]))
            {
                bytes.Add((byte)((text[index + 1] - '0') * 64 + (text[index + 2] - '0') * 8 + text[index + 3] - '0'));
                index += 3;
            }
            else if (character == '\\' && hasNames && index + 1 < text.Length)
            {
                bytes.Add(text[++index] switch { 'n' => (byte)'\n', 'r' => (byte)'\r', 't' => (byte)'\t', 'b' => (byte)'\b', 'f' => (byte)'\f', 'v' => (byte)'\v', 'a' => (byte)'\a', 'e' => 0x1b, var other => (byte)other });
            }
            else
            {
                bytes.Add(character <= 0xff ? (byte)character : (byte)'?');
            }
        }

        return [.. bytes];
    }

    private static bool IsOctal(ReadOnlySpan<char> text) => text.Length >= 3 && text[0] is >= '0' and <= '3' && text[1] is >= '0' and <= '7' && text[2] is >= '0' and <= '7';

    /// <summary>The text that <see cref="Unescape"/> (with names) reads back byte for byte.</summary>
    public static void AppendEscaped(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value == (byte)'\\') text.Append("\\\\");
            else if (value is >= 0x20 and <= 0x7e) text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }
    }

    /// <summary>The bytes of an even number of hexadecimal digits; null when it is something else.</summary>
    public static byte[]? Hex(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.Length % 2 != 0) return null;
        byte[] bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    /// <summary>A payload in a sentence: its beginning, other bytes than text as <c>\xNN</c>.</summary>
    public static string Shorten(ReadOnlySpan<byte> payload, int limit = 48)
    {
        var text = new StringBuilder();
        foreach (byte value in payload[..Math.Min(limit, payload.Length)])
        {
            if (value is >= 0x20 and <= 0x7e) text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return payload.Length > limit ? text.Append("...").ToString() : text.ToString();
    }
}
