using System.Buffers.Binary;
using System.Globalization;
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
        if (sizeInBytes > 1) AppendWide(text, code, '\'');
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
            if (isRune && rune.Value >= 0xA0 && IsPrintable(rune)) text.Append(rune.ToString());
            else if (isRune && length > 1) foreach (byte b in bytes[..length]) AppendEscaped(text, b, '"');
            else AppendEscaped(text, bytes[0], '"');
            bytes = bytes[(isRune ? length : 1)..];
        }

        return text.Append('"').ToString();
    }

    /// <summary>A string literal of characters of 1, 2 or 4 bytes; of the wide ones, what cannot be shown becomes a universal name, and what is no character its number.</summary>
    public static string FormatString(ReadOnlySpan<byte> bytes, int unitSizeInBytes)
    {
        if (unitSizeInBytes == 1) return FormatString(bytes);
        var text = new StringBuilder("\"");
        for (int i = 0; i + unitSizeInBytes <= bytes.Length; i += unitSizeInBytes)
        {
            uint code = unitSizeInBytes == sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            bool isPair = unitSizeInBytes == sizeof(ushort) && char.IsHighSurrogate((char)code) && i + (2 * unitSizeInBytes) <= bytes.Length
                && char.IsLowSurrogate((char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i + unitSizeInBytes)..]));
            if (isPair)
            {
                i += unitSizeInBytes;
                code = (uint)char.ConvertToUtf32((char)code, (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]));
            }

            AppendWide(text, code, '"');
        }

        return text.Append('"').ToString();
    }

    private static void AppendWide(StringBuilder text, uint code, char quote)
    {
        if (code <= byte.MaxValue && !(code >= 0xA0 && IsPrintable(new Rune(code)))) AppendEscaped(text, code, quote);
        else if (!Rune.IsValid(code)) text.Append($"\\x{code:x}");
        else if (IsPrintable(new Rune(code))) text.Append(new Rune(code).ToString());
        else AppendEscaped(text, code, quote);
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

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
