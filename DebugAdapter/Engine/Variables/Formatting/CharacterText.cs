using System.Buffers.Binary;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Characters and strings as C literals.</summary>
internal static class CharacterText
{
    /// <summary><c>65 'A'</c>: number and literal.</summary>
    /// <param name="value">The value as the type reads it, negative for a signed type's upper half.</param>
    /// <param name="sizeInBytes">1, 2 or 4; decides the literal's prefix when none is given.</param>
    /// <param name="prefix">What stands before the literal.</param>
    public static string FormatCharacter(long value, int sizeInBytes, string? prefix = null)
    {
        prefix ??= sizeInBytes switch { 2 => "u", 4 => "U", _ => "" };
        var text = new StringBuilder().Append(value).Append(' ').Append(prefix).Append('\'');
        uint code = unchecked((uint)value) & (uint.MaxValue >> (32 - (sizeInBytes * 8)));
        if (sizeInBytes > 1 && code > 0x7e && Rune.IsValid(code)) text.Append(new Rune(code).ToString());
        else AppendEscaped(text, code, '\'');
        return text.Append('\'').ToString();
    }

    /// <summary>A string literal of the bytes; UTF-8 sequences stay readable, other bytes become octal escapes.</summary>
    public static string FormatString(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"");
        while (!bytes.IsEmpty)
        {
            bool isRune = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isRune && rune.Value >= 0xA0) text.Append(rune.ToString());
            else if (isRune && length > 1) foreach (byte b in bytes[..length]) AppendEscaped(text, b, '"');
            else AppendEscaped(text, bytes[0], '"');
            bytes = bytes[(isRune ? length : 1)..];
        }

        return text.Append('"').ToString();
    }

    /// <summary>A string literal of characters of 2 or 4 bytes; what is no character becomes U+FFFD.</summary>
    public static string FormatString(ReadOnlySpan<byte> bytes, int unitSizeInBytes) => FormatString(unitSizeInBytes == 1 ? bytes : Utf8(bytes, unitSizeInBytes));

    private static byte[] Utf8(ReadOnlySpan<byte> bytes, int unitSize)
    {
        var text = new StringBuilder();
        for (int i = 0; i + unitSize <= bytes.Length; i += unitSize)
        {
            if (unitSize == 2) text.Append((char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]));
            else text.Append(Rune.IsValid(BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..])) ? new Rune(BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..])).ToString() : "\ufffd");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendEscaped(StringBuilder text, uint code, char quote)
    {
        switch (code)
        {
            case '\n': text.Append("\\n"); break;
            case '\t': text.Append("\\t"); break;
            case '\r': text.Append("\\r"); break;
            case 7: text.Append("\\a"); break;
            case 8: text.Append("\\b"); break;
            case 12: text.Append("\\f"); break;
            case 11: text.Append("\\v"); break;
            case 27: text.Append("\\033"); break;
            case '\\': text.Append("\\\\"); break;
            case >= 0x20 and < 0x7f: AppendPrintable(text, (char)code, quote); break;
            // Three octal digits cannot swallow the character behind them.
            case <= byte.MaxValue: text.Append('\\').Append(Convert.ToString(code, 8).PadLeft(3, '0')); break;
            default: text.Append($"\\U{code:x8}"); break;
        }
    }

    private static void AppendPrintable(StringBuilder text, char c, char quote)
    {
        if (c == quote) text.Append('\\');
        text.Append(c);
    }
}
