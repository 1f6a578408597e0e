using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <content>Numbers, characters and strings.</content>
internal sealed partial class ExpressionLexer
{
    private Token ReadNumber(int start)
    {
        int radix = Current == '0' ? Peek(1) switch { 'x' or 'X' => 16, 'b' or 'B' => 2, _ => 10 } : 10;
        if (radix != 10)
        {
            _position += 2;
            string digits = ReadDigits(c => radix == 16 ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c));
            if (radix == 16 && Current is '.' or 'p' or 'P' && !(Current == '.' && Peek(1) == '.'))
                throw new ExpressionException("Hexadecimal floating literals are not supported", start + 1, "Write the number in decimal.");
            if (digits.Length == 0) throw new ExpressionException("Digits are missing after the base prefix", _position + 1, "Write 0x1f or 0b101.");
            return MakeInteger(start, digits, radix);
        }

        string whole = ReadDigits(char.IsAsciiDigit);
        bool isFloating = Current == '.' && Peek(1) != '.';
        if (isFloating)
        {
            _position++;
            ReadDigits(char.IsAsciiDigit);
        }

        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isFloating = true;
            _position += 2;
            ReadDigits(char.IsAsciiDigit);
        }

        if (isFloating) return MakeFloating(start);
        return whole.Length > 1 && whole[0] == '0' ? MakeInteger(start, whole, 8) : MakeInteger(start, whole, 10);
    }

    // C++14 and C23 allow ' between digits.
    private string ReadDigits(Func<char, bool> isDigit)
    {
        var digits = new StringBuilder();
        while (isDigit(Current) || (Current == '\'' && digits.Length > 0 && isDigit(Peek(1))))
        {
            if (Current != '\'') digits.Append(Current);
            _position++;
        }

        return digits.ToString();
    }

    private Token MakeInteger(int start, string digits, int radix)
    {
        ulong value = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = Convert.ToInt32(digits[i].ToString(), 16);
            if (digit >= radix)
                throw new ExpressionException($"'{digits[i]}' is not a digit of base {radix}", start + 1, radix == 8 ? "A leading 0 means octal." : "Use 0 and 1.");
            if (value > (ulong.MaxValue - (ulong)digit) / (ulong)radix)
                throw new ExpressionException("The number does not fit in 64 bits", start + 1, "Use a smaller one.");
            value = (value * (ulong)radix) + (ulong)digit;
        }

        string suffix = ReadSuffix();
        (bool isUnsigned, int longs) = suffix.ToUpperInvariant() switch
        {
            "" => (false, 0),
            "U" => (true, 0),
            "L" => (false, 1),
            "LL" => (false, 2),
            "UL" or "LU" => (true, 1),
            "ULL" or "LLU" => (true, 2),
            _ => throw new ExpressionException($"'{suffix}' is not a suffix of an integer", _position - suffix.Length + 1, "Suffixes are u, l and ll."),
        };
        return Make(TokenKind.Integer, start, new ExpressionNode.Integer(start + 1, value, radix == 10, isUnsigned, longs));
    }

    private Token MakeFloating(int start)
    {
        string digits = text[start.._position].Replace("'", "", StringComparison.Ordinal);
        string suffix = ReadSuffix();
        if (suffix is not ("" or "f" or "F" or "l" or "L"))
            throw new ExpressionException($"'{suffix}' is not a suffix of a floating number", _position - suffix.Length + 1, "Suffixes are f and l.");
        bool isSingle = suffix is "f" or "F";
        // A float literal is rounded once, from its decimal digits.
        double value = isSingle ? float.Parse(digits, CultureInfo.InvariantCulture) : double.Parse(digits, CultureInfo.InvariantCulture);
        return Make(TokenKind.Floating, start, new ExpressionNode.Floating(start + 1, value, isSingle));
    }

    private string ReadSuffix()
    {
        int start = _position;
        ReadWord();
        return text[start.._position];
    }

    private Token ReadCharacter(int start, int sizeInBytes)
    {
        int close = text.IndexOf('\'', _position + 1);
        if (close > _position + 1 && string.CompareOrdinal(text, close + 1, "::", 0, 2) == 0)
        {
            string scope = text[(_position + 1)..close];
            _position = close + 1;
            return new Token(TokenKind.QuotedScope, start + 1, _position + 1, scope);
        }

        _position++;
        if (_position >= text.Length || Current == '\'')
            throw new ExpressionException("A character literal is empty", start + 1, "Write one character between quotes, such as 'A' or '\\n'.");
        uint value = Current == '\\' ? ReadEscape() : ReadCodePoint();
        if (Current != '\'')
            throw new ExpressionException("A character literal is not closed", start + 1, "Write one character between quotes; a string needs \"double quotes\".");
        _position++;
        if (sizeInBytes < 4 && value >> (8 * sizeInBytes) != 0)
            throw new ExpressionException($"The character does not fit in {sizeInBytes} byte(s)", start + 1, "Write U'...' for any Unicode character.");
        return Make(TokenKind.Character, start, new ExpressionNode.Character(start + 1, value, sizeInBytes));
    }

    private Token ReadString(int start)
    {
        _position++;
        var bytes = ImmutableArray.CreateBuilder<byte>();
        while (Current != '"')
        {
            if (_position >= text.Length) throw new ExpressionException("A string is not closed", start + 1, "Add the closing double quote.");
            if (Current == '\\')
            {
                int column = _position + 1;
                bool isUnicode = Peek(1) is 'u' or 'U';
                uint value = ReadEscape();
                if (isUnicode) AppendUtf8(bytes, value);
                else if (value <= byte.MaxValue) bytes.Add((byte)value);
                else throw new ExpressionException("The escape does not fit in one byte", column, "Use up to two hexadecimal digits.");
            }
            else
            {
                AppendUtf8(bytes, ReadCodePoint());
            }
        }

        _position++;
        return Make(TokenKind.Text, start, new ExpressionNode.Text(start + 1, bytes.ToImmutable()));
    }

    private static void AppendUtf8(ImmutableArray<byte>.Builder bytes, uint codePoint)
    {
        Span<byte> encoded = stackalloc byte[4];
        Rune rune = Rune.IsValid(codePoint) ? new Rune(codePoint) : Rune.ReplacementChar;
        bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
    }

    private uint ReadCodePoint()
    {
        Rune.DecodeFromUtf16(text.AsSpan(_position), out Rune rune, out int length);
        _position += Math.Max(length, 1);
        return (uint)rune.Value;
    }

    // C11, 6.4.4.4.
    private uint ReadEscape()
    {
        int start = _position;
        char kind = Peek(1);
        _position += 2;
        switch (kind)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'a': return 7;
            case 'b': return 8;
            case 'f': return 12;
            case 'v': return 11;
            case 'e': return 27; // GNU extension
            case '\\' or '\'' or '"' or '?': return kind;
            case 'x': return ReadEscapeDigits(start, 16, 1, 8);
            case 'u': return ReadEscapeDigits(start, 16, 4, 4);
            case 'U': return ReadEscapeDigits(start, 16, 8, 8);
            case >= '0' and <= '7':
                _position--;
                return ReadEscapeDigits(start, 8, 1, 3);
            default:
                throw new ExpressionException($"'\\{(kind == '\0' ? "" : kind)}' is not an escape sequence", start + 1, "Write \\\\ for a backslash.");
        }
    }

    private uint ReadEscapeDigits(int start, uint radix, int atLeast, int atMost)
    {
        uint value = 0;
        int count = 0;
        while (count < atMost && char.IsAsciiHexDigit(Current) && (radix == 16 || Current is >= '0' and <= '7'))
        {
            value = (value * radix) + (uint)Convert.ToInt32(Current.ToString(), 16);
            _position++;
            count++;
        }

        if (count < atLeast) throw new ExpressionException("The escape sequence is too short", start + 1, $"It needs {atLeast} digit(s).");
        return value;
    }
}
