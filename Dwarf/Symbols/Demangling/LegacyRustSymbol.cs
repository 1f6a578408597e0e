using System.Globalization;
using System.Text;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Rust's first mangling: a nested C++ name whose last part is a hash, with escapes for what C++ names cannot hold.</summary>
internal static class LegacyRustSymbol
{
    private const int HashLength = 17;

    private static readonly (string Escape, string Text)[] Escapes =
        [("$SP$", "@"), ("$BP$", "*"), ("$RF$", "&"), ("$LT$", "<"), ("$GT$", ">"), ("$LP$", "("), ("$RP$", ")"), ("$C$", ",")];

    /// <summary>The name without its hash; null when it is not a Rust name.</summary>
    public static string? Demangle(string symbol)
    {
        if (!symbol.StartsWith("_ZN", StringComparison.Ordinal)) return null;
        List<string> parts = [];
        int position = 3;
        while (position < symbol.Length && char.IsAsciiDigit(symbol[position]))
        {
            int start = position;
            while (position < symbol.Length && char.IsAsciiDigit(symbol[position])) position++;
            if (!int.TryParse(symbol.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length == 0 || length > symbol.Length - position) return null;
            parts.Add(symbol.Substring(position, length));
            position += length;
        }

        bool isEnded = position < symbol.Length && symbol[position] == 'E' && (position == symbol.Length - 1 || symbol[position + 1] == '.');
        if (!isEnded || parts.Count < 2 || !IsHash(parts[^1])) return null;
        List<string> readable = [];
        foreach (string part in parts.Take(parts.Count - 1))
        {
            if (Decode(part) is not { } text) return null;
            readable.Add(text);
        }

        return string.Join("::", readable);
    }

    private static bool IsHash(string part) => part.Length == HashLength && part[0] == 'h' && part.Skip(1).All(char.IsAsciiHexDigitLower);

    private static string? Decode(string part)
    {
        // A leading underscore keeps an escape from being taken for a number.
        if (part.StartsWith("_$", StringComparison.Ordinal)) part = part[1..];
        var text = new StringBuilder();
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] == '.')
            {
                bool isPath = i + 1 < part.Length && part[i + 1] == '.';
                text.Append(isPath ? "::" : ".");
                if (isPath) i++;
            }
            else if (part[i] == '$')
            {
                int end = part.IndexOf('$', i + 1);
                if (end < 0 || Unescape(part[i..(end + 1)]) is not { } plain) return null;
                text.Append(plain);
                i = end;
            }
            else
            {
                text.Append(part[i]);
            }
        }

        return text.ToString();
    }

    private static string? Unescape(string escape)
    {
        foreach ((string known, string text) in Escapes)
            if (escape == known) return text;
        bool isCode = escape.StartsWith("$u", StringComparison.Ordinal)
            && int.TryParse(escape.AsSpan(2, escape.Length - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) && Rune.IsValid(code) && code >= 0x20;
        return isCode ? new Rune(int.Parse(escape.AsSpan(2, escape.Length - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString() : null;
    }
}
