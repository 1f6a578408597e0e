using System.Collections.Immutable;
using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <content>Qualified names, template arguments and display formats.</content>
public sealed partial class ExpressionParser
{
    // How DWARF readers, and so our own lists of variables, name what has no name.
    private const string AnonymousNamespace = "(anonymous namespace)";

    private bool IsAnonymousNamespace(int offset) =>
        PeekAt(offset).Is("(") && PeekAt(offset + 1).IsWord("anonymous") && PeekAt(offset + 2).IsWord("namespace") && PeekAt(offset + 3).Is(")");

    private bool StartsName(int offset) => PeekAt(offset).Kind == TokenKind.Identifier || PeekAt(offset).Is("::") || IsAnonymousNamespace(offset);

    private QualifiedName ParseQualifiedName(bool isType = false)
    {
        string? file = null;
        if (Current.Kind == TokenKind.QuotedScope)
        {
            file = Take().Text;
            Take(); // the lexer has seen "::" behind it
        }

        bool isGlobal = file is null && TryTake("::");
        var parts = ImmutableArray.CreateBuilder<string>();
        do
        {
            if (IsAnonymousNamespace(0))
            {
                _index += 4;
                parts.Add(AnonymousNamespace);
                continue;
            }

            if (Current.Kind != TokenKind.Identifier)
                throw new ExpressionException($"Expected a name but found {Current.Describe()}", Current.Column, "Write a name behind '::'.");
            parts.Add(Take().Text);
            if (Current.Is("<") && TryReadTemplateArguments(isType, parts.ToImmutable(), isGlobal, out string arguments)) parts[^1] += arguments;
        }
        while (TryTake("::"));
        return new QualifiedName(parts.ToImmutable(), isGlobal, file);
    }

    // "a < b" or "Ring<int, 4>"? In a type it is a template; elsewhere only if the image has a type of that name.
    private bool TryReadTemplateArguments(bool isType, ImmutableArray<string> parts, bool isGlobal, out string arguments)
    {
        int start = _index;
        arguments = "";
        if (!TryReadAngleBrackets(out string spelled))
        {
            _index = start;
            return false;
        }

        var name = new QualifiedName(parts.SetItem(parts.Length - 1, parts[^1] + spelled), isGlobal);
        if (!isType && !_isTypeName(name) && !Current.Is("::") && !_isInstance(name))
        {
            _index = start;
            return false;
        }

        arguments = spelled;
        return true;
    }

    // Spelled as compilers spell names in DWARF: "Ring<int, 4>", "Ring<Pair<int> >", "Ref<char const*>" keeps the user's spaces out.
    private bool TryReadAngleBrackets(out string spelled)
    {
        var text = new StringBuilder();
        int open = 0;
        Token previous = default;
        do
        {
            Token token = Take();
            spelled = "";
            if (token.Kind == TokenKind.End || token.Text is "&&" or "||" or ";" or "=" or "?") return false;
            if (token.Is("<")) open++;
            if (token.Is(">")) open--;
            if (token.Is(">>")) open -= 2;
            if (open < 0) return false;
            if (IsWordLike(previous) && IsWordLike(token)) text.Append(' ');
            if (token.Text.StartsWith('>') && text[^1] == '>') text.Append(' ');
            text.Append(token.Is(",") ? ", " : token.Is(">>") ? "> >" : token.Text);
            previous = token;
        }
        while (open > 0);
        spelled = text.ToString();
        return true;
    }

    private static bool IsWordLike(Token token) => token.Kind is TokenKind.Identifier or TokenKind.Integer;

    // gdb's "/x value".
    private ValueFormat ParseFormatPrefix()
    {
        if (!Current.Is("/")) return ValueFormat.Natural;
        Token letter = PeekAt(1);
        if (letter.Kind != TokenKind.Identifier || letter.Column != Current.End || !TryGetFormat(letter.Text, out ValueFormat format))
            throw new ExpressionException("A display format is expected after '/'", Current.Column, "Formats are /x /d /u /o /t /c /s /f /a.");
        _index += 2;
        return format;
    }

    // At a top-level ",": a format letter or "[count]" at the very end is no comma operator.
    private bool TryParseFormatSuffix(ref ValueFormat format, ref int? count)
    {
        Token next = PeekAt(1);
        if (PeekAt(2).Kind == TokenKind.End && (next.Kind == TokenKind.Identifier || next.Is("!")) && TryGetFormat(next.Text, out ValueFormat known))
        {
            format = known;
            _index += 2;
            return true;
        }

        if (!next.Is("[") || count is not null || !PeekAt(3).Is("]")) return false;
        if (PeekAt(2).Literal is not ExpressionNode.Integer { Value: > 0 and <= MaxBound } integer)
            throw new ExpressionException($"Expected a number of elements but found {PeekAt(2).Describe()}", PeekAt(2).Column, "Write p,[8] to see eight elements.");
        count = (int)integer.Value;
        _index += 4;
        if (Current.Is(",") && !TryParseFormatSuffix(ref format, ref count)) throw Leftover();
        return true;
    }

    private static bool TryGetFormat(string letter, out ValueFormat format)
    {
        format = letter switch
        {
            "d" => ValueFormat.Decimal,
            "u" => ValueFormat.Unsigned,
            "x" or "X" or "h" or "H" => ValueFormat.Hexadecimal,
            "b" or "t" => ValueFormat.Binary,
            "o" => ValueFormat.Octal,
            "c" => ValueFormat.Character,
            "s" => ValueFormat.Text,
            "f" => ValueFormat.Floating,
            "a" => ValueFormat.Address,
            "!" or "r" => ValueFormat.Raw,
            _ => ValueFormat.Natural,
        };
        return format != ValueFormat.Natural;
    }
}
