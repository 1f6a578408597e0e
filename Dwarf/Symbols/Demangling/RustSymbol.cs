using System.Globalization;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Reads a Rust v0 symbol: RFC 2603, without the hashes of crates.</summary>
internal sealed partial class RustSymbol
{
    private const int MaxDepth = 200;

    private readonly string _symbol;
    private readonly DemangledText _text = new();
    private int _at, _depth, _lifetimes;
    private bool _isSilent;

    private RustSymbol(string symbol) => _symbol = symbol;

    /// <summary>The readable name; null when the symbol cannot be read.</summary>
    public static string? Demangle(string symbol)
    {
        // Behind a point stands what LLVM added.
        int end = symbol.IndexOf('.', StringComparison.Ordinal);
        var reader = new RustSymbol(end < 0 ? symbol[2..] : symbol[2..end]);
        if (char.IsAsciiDigit(reader.Current) || !reader.Path(isValue: true)) return null;
        if (reader._at < reader._symbol.Length)
        {
            // The crate that needed the instance.
            reader._isSilent = true;
            if (!reader.Path(isValue: false)) return null;
        }

        return reader._at == reader._symbol.Length && !reader._text.HasFailed ? reader._text.ToString() : null;
    }

    private char Current => _at < _symbol.Length ? _symbol[_at] : '\0';

    private bool Take(char c)
    {
        if (Current != c) return false;
        _at++;
        return true;
    }

    private void Print(string text)
    {
        if (!_isSilent) _text.Append(text);
    }

    private bool Deeper(Func<bool> parse)
    {
        if (_depth >= MaxDepth || _text.HasFailed || !_text.Enter()) return false;
        _depth++;
        bool isGood = parse();
        _depth--;
        _text.Leave();
        return isGood;
    }

    // Base 62 in digits, lower and upper case, ended by _; none is 0, 0 is 1.
    private ulong? Base62()
    {
        if (Take('_')) return 0;
        ulong value = 0;
        for (; char.IsAsciiLetterOrDigit(Current); _at++)
        {
            char c = Current;
            uint digit = c <= '9' ? (uint)(c - '0') : c >= 'a' ? (uint)(c - 'a') + 10 : (uint)(c - 'A') + 36;
            if (value > (ulong.MaxValue - digit) / 62) return null;
            value = (value * 62) + digit;
        }

        return Take('_') && value < ulong.MaxValue ? value + 1 : null;
    }

    // s <base 62>: absent is 0.
    private ulong? Disambiguator() => Take('s') ? Base62() + 1 : 0;

    private string? Identifier()
    {
        bool isPunycode = Take('u');
        int start = _at;
        while (char.IsAsciiDigit(Current)) _at++;
        bool isPlain = int.TryParse(_symbol.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && (_symbol[start] != '0' || _at == start + 1);
        Take('_');
        if (!isPlain || length > _symbol.Length - _at) return null;
        string name = _symbol.Substring(_at, length);
        _at += length;
        return isPunycode ? Punycode.Decode(name) : name;
    }

    // B <base 62>: the same as what stands at that place.
    private bool Back(Func<bool> parse)
    {
        int place = _at - 1;
        if (Base62() is not { } target || target >= (ulong)place) return false;
        if (_isSilent) return true;
        int after = _at;
        _at = (int)target;
        bool isGood = Deeper(parse);
        _at = after;
        return isGood;
    }

    private bool Path(bool isValue) => Deeper(() => PathHere(isValue));

    private bool PathHere(bool isValue)
    {
        char kind = Current;
        _at++;
        switch (kind)
        {
            case 'C':
                if (Disambiguator() is null || Identifier() is not { } crate) return false;
                Print(crate);
                return true;
            case 'N': return Nested(isValue);
            case 'M' or 'X' or 'Y':
                // Where the implementation stands says nothing.
                if (kind != 'Y' && !Silently(() => Disambiguator() is not null && Path(isValue: false))) return false;
                Print("<");
                if (!Type()) return false;
                if (kind != 'M')
                {
                    Print(" as ");
                    if (!Path(isValue: false)) return false;
                }

                Print(">");
                return true;
            case 'I':
                if (!Path(isValue)) return false;
                Print(isValue ? "::<" : "<");
                if (!Arguments()) return false;
                Print(">");
                return true;
            case 'B': return Back(() => PathHere(isValue));
            default: return false;
        }
    }

    private bool Silently(Func<bool> parse)
    {
        bool before = _isSilent;
        _isSilent = true;
        bool isGood = parse();
        _isSilent = before;
        return isGood;
    }

    private bool Nested(bool isValue)
    {
        char space = Current;
        if (!char.IsAsciiLetter(space)) return false;
        _at++;
        if (!Path(isValue) || Disambiguator() is not { } number || Identifier() is not { } name) return false;
        if (char.IsAsciiLetterUpper(space))
        {
            string what = space switch { 'C' => "closure", 'S' => "shim", _ => space.ToString() };
            Print($"::{{{what}{(name.Length > 0 ? ":" + name : "")}#{number}}}");
        }
        else if (name.Length > 0)
        {
            Print("::" + name);
        }

        return true;
    }

    private bool Arguments()
    {
        for (bool isFirst = true; !Take('E'); isFirst = false)
        {
            if (!isFirst) Print(", ");
            if (Current == 'L')
            {
                _at++;
                if (!Lifetime()) return false;
            }
            else if (Take('K') ? !Constant() : !Type())
            {
                return false;
            }
        }

        return true;
    }

    // De Bruijn indexes: 0 is '_ (erased), 1 the innermost bound one.
    private bool Lifetime()
    {
        if (Base62() is not { } index || index > (ulong)_lifetimes && index != 0) return false;
        Print(index == 0 ? "'_" : LifetimeName(_lifetimes - (int)index));
        return true;
    }

    private static string LifetimeName(int depth) => depth < 26 ? $"'{(char)('a' + depth)}" : $"'_{depth}";
}
