using System.Globalization;
using System.Text;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <content>Types and constants.</content>
internal sealed partial class RustSymbol
{
    // A binder names that many lifetimes; nobody writes more.
    private const int MostLifetimes = 64;

    private static string? BasicType(char letter) => letter switch
    {
        'a' => "i8", 'b' => "bool", 'c' => "char", 'd' => "f64", 'e' => "str", 'f' => "f32", 'h' => "u8", 'i' => "isize", 'j' => "usize", 'l' => "i32", 'm' => "u32",
        'n' => "i128", 'o' => "u128", 's' => "i16", 't' => "u16", 'u' => "()", 'v' => "...", 'x' => "i64", 'y' => "u64", 'z' => "!", 'p' => "_",
        _ => null,
    };

    private bool Type() => Deeper(TypeHere);

    private bool TypeHere()
    {
        char kind = Current;
        if (BasicType(kind) is { } basic)
        {
            _at++;
            Print(basic);
            return true;
        }

        switch (kind)
        {
            case 'R' or 'Q':
                _at++;
                Print("&");
                if (Take('L') && !ReferenceLifetime()) return false;
                Print(kind == 'Q' ? "mut " : "");
                return Type();
            case 'P' or 'O':
                _at++;
                Print(kind == 'P' ? "*const " : "*mut ");
                return Type();
            case 'A' or 'S':
                _at++;
                Print("[");
                if (!Type()) return false;
                if (kind == 'A')
                {
                    Print("; ");
                    if (!Constant()) return false;
                }

                Print("]");
                return true;
            case 'T':
                _at++;
                return Tuple();
            case 'F':
                _at++;
                return Bound(Function);
            case 'D':
                _at++;
                return Object();
            case 'B':
                _at++;
                return Back(TypeHere);
            default:
                return Path(isValue: false);
        }
    }

    private bool ReferenceLifetime()
    {
        int start = _text.Length;
        bool isErased = Current == '_';
        if (!Lifetime()) return false;
        if (isErased && !_isSilent) _text.Cut(start);
        else Print(" ");
        return true;
    }

    private bool Tuple()
    {
        Print("(");
        int count = 0;
        for (; !Take('E'); count++)
        {
            if (count > 0) Print(", ");
            if (!Type()) return false;
        }

        Print(count == 1 ? ",)" : ")");
        return true;
    }

    // [G <base 62>]: for<'a, 'b>
    private bool Bound(Func<bool> parse)
    {
        int before = _lifetimes;
        if (Take('G'))
        {
            if (Base62() is not { } more || more >= MostLifetimes) return false;
            Print("for<");
            for (ulong i = 0; i <= more; i++) Print((i > 0 ? ", " : "") + LifetimeName(_lifetimes++));
            Print("> ");
        }

        bool isGood = parse();
        _lifetimes = before;
        return isGood;
    }

    private bool Function()
    {
        if (Take('U')) Print("unsafe ");
        if (Take('K'))
        {
            string? abi = Take('C') ? "C" : Identifier()?.Replace('_', '-');
            if (abi is null) return false;
            Print($"extern \"{abi}\" ");
        }

        Print("fn(");
        for (bool isFirst = true; !Take('E'); isFirst = false)
        {
            if (!isFirst) Print(", ");
            if (!Type()) return false;
        }

        Print(")");
        if (Take('u')) return true;
        Print(" -> ");
        return Type();
    }

    private bool Object()
    {
        Print("dyn ");
        if (!Bound(Bounds) || !Take('L')) return false;
        int start = _text.Length;
        bool isErased = Current == '_';
        Print(" + ");
        if (!Lifetime()) return false;
        if (isErased && !_isSilent) _text.Cut(start);
        return true;
    }

    private bool Bounds()
    {
        for (bool isFirst = true; !Take('E'); isFirst = false)
        {
            if (!isFirst) Print(" + ");
            if (!Trait()) return false;
        }

        return true;
    }

    // A path, then the associated types that are fixed; both stand in one pair of brackets.
    private bool Trait()
    {
        bool isOpen = Current == 'I';
        if (isOpen)
        {
            _at++;
            if (!Path(isValue: false)) return false;
            Print("<");
            if (!Arguments()) return false;
        }
        else if (!Path(isValue: false))
        {
            return false;
        }

        while (Take('p'))
        {
            Print(isOpen ? ", " : "<");
            isOpen = true;
            if (Identifier() is not { } name) return false;
            Print(name + " = ");
            if (!Type()) return false;
        }

        if (isOpen) Print(">");
        return true;
    }

    private bool Constant() => Deeper(ConstantHere);

    private bool ConstantHere()
    {
        char kind = Current;
        _at++;
        if (kind == 'p')
        {
            Print("_");
            return true;
        }

        if (kind == 'B') return Back(ConstantHere);
        bool isNegative = kind is 'a' or 's' or 'l' or 'x' or 'n' or 'i' && Take('n');
        if (kind is not ('a' or 's' or 'l' or 'x' or 'n' or 'i' or 'h' or 't' or 'm' or 'y' or 'o' or 'j' or 'b' or 'c')) return false;
        int start = _at;
        while (char.IsAsciiHexDigitLower(Current)) _at++;
        string digits = _symbol[start.._at];
        if (!Take('_')) return false;
        Print((isNegative ? "-" : "") + (Number(kind, digits) ?? ""));
        return Number(kind, digits) is not null;
    }

    private static string? Number(char kind, string digits)
    {
        if (digits.Length > 32) return null;
        UInt128 value = digits.Length == 0 ? 0 : UInt128.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return kind switch
        {
            'b' => value <= 1 ? value == 1 ? "true" : "false" : null,
            'c' => value <= 0x10FFFF && Rune.IsValid((uint)value) ? $"'{new Rune((uint)value)}'" : null,
            _ => digits.Length > 16 ? "0x" + digits : value.ToString(CultureInfo.InvariantCulture),
        };
    }
}
