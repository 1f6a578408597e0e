using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>Cuts expression text into tokens (C11, 6.4; C++17, [lex]), with gdb's <c>$register</c> and <c>'file.c'::</c> besides.</summary>
internal sealed partial class ExpressionLexer(string text)
{
    /// <summary>Longest text that is read: a watch expression is one line, and everything behind it is sized by this.</summary>
    internal const int MaxLength = 4096;

    // Longest first, so that the first match is the right one.
    private static readonly string[] Punctuators =
    [
        "<<=", ">>=", "..=", "->*", "::", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=",
        "&=", "|=", "^=", "..", ".", ",", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<", ">", "=", "?", ":", "(", ")", "[", "]",
        "{", "}", "@", ";", "#",
    ];

    private int _position;

    /// <summary>All tokens; the last is <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Read(string text)
    {
        if (text.Length > MaxLength)
            throw new ExpressionException($"The expression is {text.Length} characters long", MaxLength + 1, $"Keep it under {MaxLength}.");
        var lexer = new ExpressionLexer(text);
        List<Token> tokens = [];
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private char Current => Peek(0);

    private char Peek(int offset) => _position + offset < text.Length ? text[_position + offset] : '\0';

    private Token Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        int start = _position;
        if (start == text.Length) return new Token(TokenKind.End, start + 1, start + 1, "");
        char c = Current;
        if (IsIdentifierStart(c))
        {
            if (TryReadPrefixedQuote(start, out Token quoted)) return quoted;
            ReadWord();
            return Make(TokenKind.Identifier, start);
        }

        if (c == '$') return ReadRegister(start);
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) return ReadNumber(start);
        if (c == '\'') return ReadCharacter(start, 1);
        if (c == '"') return ReadString(start);
        foreach (string punctuator in Punctuators)
        {
            if (string.CompareOrdinal(text, start, punctuator, 0, punctuator.Length) != 0) continue;
            _position += punctuator.Length;
            return Make(TokenKind.Punctuator, start);
        }

        string shown = c is > ' ' and < '\x7f' ? $"'{c}'" : $"U+{(int)c:X4}";
        throw new ExpressionException($"{shown} does not belong in an expression", start + 1, "Write a C or C++ expression, such as dev->pos[1].x.");
    }

    private Token Make(TokenKind kind, int start, ExpressionNode? literal = null) =>
        new(kind, start + 1, _position + 1, text[start.._position], literal);

    private void ReadWord()
    {
        while (IsIdentifierPart(Current)) _position++;
    }

    private Token ReadRegister(int start)
    {
        _position++;
        ReadWord();
        if (_position == start + 1)
            throw new ExpressionException("A register name is missing after '$'", start + 1, "Write $pc, $sp, $r0, $xpsr, $s0 and so on.");
        return Make(TokenKind.Register, start);
    }

    private bool TryReadPrefixedQuote(int start, out Token token)
    {
        // u8'' u'' U'' L'' and the same before a string (C11, 6.4.4.4).
        int prefix = Current == 'u' && Peek(1) == '8' ? 2 : Current is 'u' or 'U' or 'L' ? 1 : 0;
        token = default;
        if (prefix == 0 || Peek(prefix) is not ('\'' or '"')) return false;
        char kind = Current;
        _position += prefix;
        if (Current == '"')
        {
            if (prefix == 1) throw new ExpressionException("A wide string cannot be used here", start + 1, "Write a plain \"string\".");
            token = ReadString(start);
        }
        else
        {
            token = ReadCharacter(start, prefix == 2 ? 1 : kind == 'u' ? 2 : 4);
        }

        return true;
    }

    // Letters of any script: UTF-8 identifiers are legal C since C99 (annex D).
    private static bool IsIdentifierStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsIdentifierPart(char c) => c == '_' || char.IsLetterOrDigit(c);
}
