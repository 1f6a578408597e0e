using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <content>Type names (C11, 6.7.7).</content>
public sealed partial class ExpressionParser
{
    /// <summary>Largest array bound that a type name may have; the largest object of a 32-bit target.</summary>
    private const ulong MaxBound = int.MaxValue;

    private bool IsTypeName(QualifiedName name) => (name.IsSimple && BuiltInTypeWords.IsStandard(name.Last)) || _isTypeName(name);

    // At "(": is it a cast, or a parenthesised expression? C cannot tell without knowing the names, so unknown ones are judged by what follows.
    private bool TryParseParenthesisedType([NotNullWhen(true)] out TypeSyntax? type, bool isOperand = true)
    {
        type = null;
        int start = _index;
        Token first = PeekAt(1);
        bool isCertain = first.Kind == TokenKind.Identifier
            && (BuiltInTypeWords.Contains(first.Text) || BuiltInTypeWords.IsTag(first.Text) || BuiltInTypeWords.IsQualifier(first.Text));
        if (isCertain && BuiltInTypeWords.Contains(first.Text) && IsFunctionalCast()) return false;
        if (!isCertain)
        {
            if (!StartsName(1)) return false;
            _index++;
            QualifiedName name = ParseQualifiedName(isType: true);
            isCertain = IsTypeName(name) && (Current.Is(")") || Current.Is("*") || Current.Is("&") || Current.Is("&&") || Current.Is("(") || Current.Is("["));
            bool looksLikeType = isCertain || IsPointerThenClose() || (isOperand && Current.Is(")") && StartsOperand(PeekAt(1)));
            _index = start;
            if (!looksLikeType) return false;
        }

        Take();
        type = ParseTypeName();
        Expect(")", "A type name in parentheses is a cast: (type)value.");
        return true;
    }

    // "(int(x) + 1)": the words of the type are followed by "(" and not by a declarator "(*".
    private bool IsFunctionalCast()
    {
        int offset = 1;
        while (PeekAt(offset).Kind == TokenKind.Identifier && BuiltInTypeWords.Contains(PeekAt(offset).Text)) offset++;
        return PeekAt(offset).Is("(") && !PeekAt(offset + 1).Is("*") && !PeekAt(offset + 1).Is("&");
    }

    // "*)" or "**)" or "* const)": no expression ends that way.
    private bool IsPointerThenClose()
    {
        int offset = 0;
        while (PeekAt(offset).Is("*") || PeekAt(offset).Is("&") || (offset > 0 && BuiltInTypeWords.IsQualifier(PeekAt(offset).Text))) offset++;
        return offset > 0 && PeekAt(offset).Is(")");
    }

    // Tokens that cannot follow a value: what stands before them in parentheses was a type.
    private static bool StartsOperand(Token token) => token.Kind switch
    {
        TokenKind.End => false,
        TokenKind.Punctuator => token.Text is "~" or "!",
        _ => true,
    };

    private TypeSyntax ParseTypeName() => ParseDeclarator(ParseTypeSpecifier());

    private TypeSyntax ParseTypeSpecifier()
    {
        SkipQualifiers();
        Token first = Current;
        string? tag = null;
        if (first.Kind == TokenKind.Identifier && BuiltInTypeWords.IsTag(first.Text))
        {
            tag = first.Text == "typename" ? null : first.Text;
            Take();
        }

        if (tag is null && first.Kind == TokenKind.Identifier && BuiltInTypeWords.Contains(first.Text)) return ParseBuiltIn(first);
        if (!StartsName(0))
            throw new ExpressionException($"Expected a type name but found {Current.Describe()}", Current.Column, "Write a type, such as struct device or uint8_t.");
        var named = new TypeSyntax.Named(first.Column, ParseQualifiedName(isType: true), tag);
        SkipQualifiers();
        return named;
    }

    private TypeSyntax.BuiltIn ParseBuiltIn(Token first)
    {
        List<string> words = [];
        while (Current.Kind == TokenKind.Identifier)
        {
            if (BuiltInTypeWords.Contains(Current.Text)) words.Add(Current.Text);
            else if (!BuiltInTypeWords.IsQualifier(Current.Text)) break;
            Take();
        }

        string name = BuiltInTypeWords.Normalise(words)
            ?? throw new ExpressionException($"'{string.Join(' ', words)}' is not a type", first.Column, "Check the combination of keywords.");
        return new TypeSyntax.BuiltIn(first.Column, name);
    }

    private void SkipQualifiers()
    {
        while (Current.Kind == TokenKind.Identifier && BuiltInTypeWords.IsQualifier(Current.Text)) Take();
    }

    private TypeSyntax ParseDeclarator(TypeSyntax type)
    {
        Deepen();
        int saved = _depth;
        for (SkipQualifiers(); Current.Is("*") || Current.Is("&") || Current.Is("&&"); SkipQualifiers())
        {
            Deepen();
            Token token = Take();
            type = token.Text == "*" ? new TypeSyntax.Pointer(token.Column, type) : new TypeSyntax.Reference(token.Column, type, token.Text == "&&");
        }

        if (Current.Is("(") && (PeekAt(1).Is("*") || PeekAt(1).Is("&")))
        {
            // The suffix binds before what is inside the parentheses: read it first, then go back.
            int inner = _index + 1;
            SkipBalanced();
            type = ParseDeclaratorSuffix(type);
            int end = _index;
            _index = inner;
            type = ParseDeclarator(type);
            Expect(")", "Close the parenthesis of the type.");
            _index = end;
        }
        else
        {
            type = ParseDeclaratorSuffix(type);
        }

        _depth = saved - 1;
        return type;
    }

    private void SkipBalanced()
    {
        int open = 0;
        do
        {
            if (Current.Kind == TokenKind.End) throw new ExpressionException("Expected ')' but found the end", Current.Column, "Close the parenthesis of the type.");
            if (Current.Is("(")) open++;
            if (Current.Is(")")) open--;
            Take();
        }
        while (open > 0);
    }

    private TypeSyntax ParseDeclaratorSuffix(TypeSyntax type)
    {
        Token token = Current;
        if (!token.Is("[") && !token.Is("(")) return type;
        Deepen();
        Take();
        TypeSyntax result;
        if (token.Is("["))
        {
            int? count = ParseBound();
            result = new TypeSyntax.Array(token.Column, ParseDeclaratorSuffix(type), count);
        }
        else
        {
            ImmutableArray<TypeSyntax> parameters = ParseParameters();
            result = new TypeSyntax.Function(token.Column, ParseDeclaratorSuffix(type), parameters);
        }

        _depth--;
        return result;
    }

    private int? ParseBound()
    {
        if (TryTake("]")) return null;
        if (Current.Literal is not ExpressionNode.Integer { Value: <= MaxBound } bound)
            throw new ExpressionException($"Expected a number of elements but found {Current.Describe()}", Current.Column, "Write the size of the array as a number.");
        Take();
        Expect("]", "Close the array bound.");
        return (int)bound.Value;
    }

    private ImmutableArray<TypeSyntax> ParseParameters()
    {
        var parameters = ImmutableArray.CreateBuilder<TypeSyntax>();
        if (TryTake(")")) return [];
        do parameters.Add(ParseTypeName());
        while (TryTake(","));
        Expect(")", "Close the parameter list.");
        return parameters is [TypeSyntax.BuiltIn { Name: "void" }] ? [] : parameters.ToImmutable();
    }
}
