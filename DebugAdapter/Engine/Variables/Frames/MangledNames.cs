using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>Reads the plain names in mangled data symbols: <c>_ZN2ns5valueE</c> is <c>ns::value</c>. Anything harder stays as it is.</summary>
/// <remarks>Itanium C++ ABI, 5.1.2 and 5.1.3. Functions get their names from DWARF.</remarks>
internal static class MangledNames
{
    private const string AnonymousNamespace = "_GLOBAL__N_1";

    // Itanium C++ ABI, 5.1.4.
    private static readonly (string Mark, string Meaning)[] Specials =
        [("_ZTV", "vtable"), ("_ZTI", "typeinfo"), ("_ZTS", "typeinfo name"), ("_ZTT", "VTT"), ("_ZGV", "guard variable")];

    public static string Readable(string symbol)
    {
        if (!symbol.StartsWith("_Z", StringComparison.Ordinal)) return symbol;
        foreach ((string mark, string meaning) in Specials)
            if (symbol.StartsWith(mark, StringComparison.Ordinal) && Readable("_Z" + symbol[mark.Length..]) is var type && !type.StartsWith("_Z", StringComparison.Ordinal)) return $"{meaning} for {type}";
        bool isNested = symbol.StartsWith("_ZN", StringComparison.Ordinal);
        int position = isNested ? 3 : 2;
        List<string> names = [];
        while (position < symbol.Length && symbol[position] != 'E')
        {
            if (symbol[position] == 'L') position++; // internal linkage
            if (!TryReadName(symbol, ref position, out string name)) return symbol;
            names.Add(name == AnonymousNamespace ? "(anonymous namespace)" : name);
            if (!isNested) break;
        }

        bool isWhole = isNested ? position == symbol.Length - 1 : position == symbol.Length;
        return isWhole && names.Count > 0 ? string.Join("::", names) : symbol;
    }

    private static bool TryReadName(string symbol, ref int position, out string name)
    {
        int start = position;
        while (position < symbol.Length && char.IsAsciiDigit(symbol[position])) position++;
        name = "";
        if (!int.TryParse(symbol.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length == 0 || length > symbol.Length - position) return false;
        name = symbol.Substring(position, length);
        position += length;
        return true;
    }
}
