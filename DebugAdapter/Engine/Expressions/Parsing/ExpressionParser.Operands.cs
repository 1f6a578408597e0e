using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <content>Prefix and postfix operators, and what they apply to.</content>
public sealed partial class ExpressionParser
{
    private ExpressionNode ParseUnary()
    {
        Deepen();
        ExpressionNode node = ParseUnaryHere();
        _depth--;
        return node;
    }

    // C++ [expr.mptr.oper]: .* and ->* bind weaker than a cast and tighter than a product.
    private ExpressionNode ParsePointedMember()
    {
        ExpressionNode node = ParseUnary();
        int saved = _depth;
        while (Current.Is("->*") || IsDotStar)
        {
            Token token = Take();
            if (token.Is(".")) Take();
            Deepen();
            node = new ExpressionNode.PointedMember(token.Column, node, ParseUnary(), token.Is("->*"));
        }

        _depth = saved;
        return node;
    }

    private bool IsDotStar => Current.Is(".") && PeekAt(1).Is("*");

    private ExpressionNode ParseUnaryHere()
    {
        Token token = Current;
        if (token.Kind == TokenKind.Punctuator)
        {
            UnaryOperator? operation = token.Text switch
            {
                "+" => UnaryOperator.Plus,
                "-" => UnaryOperator.Negate,
                "~" => UnaryOperator.Complement,
                "!" => UnaryOperator.Not,
                "*" => UnaryOperator.Dereference,
                "&" => UnaryOperator.AddressOf,
                _ => null,
            };
            if (operation is { } known)
            {
                Take();
                return new ExpressionNode.Unary(token.Column, known, ParseUnary());
            }

            if (token.Text is "++" or "--") throw StepOperator(token);
            if (token.Text == "{") return ParseTypedDereference();
            if (token.Text == "(" && TryParseParenthesisedType(out TypeSyntax? type))
                return new ExpressionNode.Cast(token.Column, CastKind.C, type, ParseUnary());
        }

        if (token.IsWord("sizeof")) return ParseSizeOf();
        return token.IsWord("alignof") || token.IsWord("_Alignof") ? ParseAlignOf() : ParsePostfix();
    }

    private static ExpressionException StepOperator(Token token) => new(
        $"'{token.Text}' is not supported",
        token.Column,
        "Write x += 1 or x -= 1: an expression that changes the target must look like it.");

    // gdb manual, "Expressions": {type} addr is the object of that type at the address.
    private ExpressionNode.Unary ParseTypedDereference()
    {
        int column = Take().Column;
        TypeSyntax type = ParseTypeName();
        Expect("}", "Memory is typed as {type} address.");
        var pointer = new ExpressionNode.Cast(column, CastKind.C, new TypeSyntax.Pointer(column, type), ParseUnary());
        return new ExpressionNode.Unary(column, UnaryOperator.Dereference, pointer);
    }

    private ExpressionNode ParseSizeOf()
    {
        int column = Take().Column;
        if (Current.Is("(") && TryParseParenthesisedType(out TypeSyntax? type, isOperand: false)) return new ExpressionNode.SizeOfType(column, type);
        return new ExpressionNode.SizeOf(column, ParseUnary());
    }

    private ExpressionNode.AlignOf ParseAlignOf()
    {
        int column = Take().Column;
        return Current.Is("(") && TryParseParenthesisedType(out TypeSyntax? type, isOperand: false)
            ? new ExpressionNode.AlignOf(column, type, null)
            : new ExpressionNode.AlignOf(column, null, ParseUnary());
    }

    private ExpressionNode ParsePostfix()
    {
        ExpressionNode node = ParsePrimary();
        int saved = _depth;
        while (Current.Kind == TokenKind.Punctuator || IsTupleField(Current))
        {
            if (Current.Kind == TokenKind.Floating)
            {
                Deepen();
                Token field = Take();
                node = new ExpressionNode.Member(field.Column, node, new QualifiedName(["__" + field.Text[1..]]), IsArrow: false);
                continue;
            }

            Token token = Current;
            Deepen();
            switch (token.Text)
            {
                case "." or "->" when !IsDotStar:
                    Take();
                    node = new ExpressionNode.Member(token.Column, node, ParseMemberName(), token.Text == "->");
                    break;
                case "[":
                    Take();
                    node = ParseSubscript(token.Column, node);
                    break;
                case "(":
                    Take();
                    node = new ExpressionNode.Call(token.Column, node, ParseArguments());
                    break;
                case "++" or "--":
                    throw StepOperator(token);
                default:
                    _depth = saved;
                    return node;
            }
        }

        _depth = saved;
        return node;
    }

    // Rust: the fields of a tuple are pair.0, pair.1, which DWARF calls __0, __1.
    private static bool IsTupleField(Token token) =>
        token.Kind == TokenKind.Floating && token.Text.Length > 1 && token.Text[0] == '.' && token.Text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private ExpressionNode ParseSubscript(int column, ExpressionNode target)
    {
        ExpressionNode first = ParseComma();
        bool isInclusive = Current.Is("..=");
        if (isInclusive || Current.Is(".."))
        {
            Take();
            ExpressionNode last = ParseComma();
            Expect("]", "A slice is written x[first..end].");
            return new ExpressionNode.Slice(column, target, first, last, isInclusive);
        }

        Expect("]", "A subscript is written x[i].");
        return new ExpressionNode.Index(column, target, first);
    }

    private QualifiedName ParseMemberName()
    {
        if (Current.Kind == TokenKind.Identifier) return ParseQualifiedName();
        throw new ExpressionException($"Expected a member name but found {Current.Describe()}", Current.Column, "A member is written x.name or p->name.");
    }

    private ExpressionNode ParsePrimary()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Integer or TokenKind.Floating or TokenKind.Character:
                return Take().Literal!;
            case TokenKind.Text:
                return ParseStrings();
            case TokenKind.Register:
                Take();
                return new ExpressionNode.Register(token.Column, token.Text[1..].ToLowerInvariant());
            case TokenKind.QuotedScope:
                return new ExpressionNode.Name(token.Column, ParseQualifiedName());
            case TokenKind.Identifier:
                return ParseWord(token);
        }

        if (token.Is("(") && !IsAnonymousNamespace(0)) return ParseParenthesised();
        if (token.Is("::") || token.Is("(")) return new ExpressionNode.Name(token.Column, ParseQualifiedName());
        string advice = token.Kind == TokenKind.End ? "Complete the expression." : "Write a name, a number, or a parenthesised expression there.";
        throw new ExpressionException($"Expected an operand but found {token.Describe()}", token.Column, advice);
    }

    private ExpressionNode ParseParenthesised()
    {
        Take();
        ExpressionNode inner = ParseComma();
        Expect(")", "Close the parenthesis.");
        return inner;
    }

    // Adjacent strings are one (C11, 5.1.1.2, phase 6).
    private ExpressionNode.Text ParseStrings()
    {
        var whole = (ExpressionNode.Text)Take().Literal!;
        while (Current.Kind == TokenKind.Text)
            whole = whole with { Bytes = whole.Bytes.AddRange(((ExpressionNode.Text)Take().Literal!).Bytes) };
        return whole;
    }

    private ExpressionNode ParseWord(Token token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                Take();
                return new ExpressionNode.Boolean(token.Column, token.Text == "true");
            case "nullptr":
                Take();
                return new ExpressionNode.NullPointer(token.Column);
            case "static_cast": return ParseCppCast(CastKind.Static);
            case "reinterpret_cast": return ParseCppCast(CastKind.Reinterpret);
            case "const_cast": return ParseCppCast(CastKind.Const);
            case "dynamic_cast":
                throw new ExpressionException("dynamic_cast is not supported", token.Column, "It would run code in the target: use static_cast.");
            case "new" or "delete" or "throw":
                throw new ExpressionException($"'{token.Text}' is not supported", token.Column, "Expressions read and assign; they run no code in the target.");
        }

        if (!BuiltInTypeWords.Contains(token.Text)) return new ExpressionNode.Name(token.Column, ParseQualifiedName());
        TypeSyntax type = ParseTypeSpecifier();
        Expect("(", "A type in an expression is a conversion: (int)x or int(x).");
        ExpressionNode operand = ParseComma();
        Expect(")", "Close the conversion.");
        return new ExpressionNode.Cast(token.Column, CastKind.C, type, operand);
    }

    private ExpressionNode.Cast ParseCppCast(CastKind kind)
    {
        Token word = Take();
        Expect("<", $"Write {word.Text}<type>(value).");
        TypeSyntax type = ParseTypeName();
        Expect(">", $"Write {word.Text}<type>(value).");
        Expect("(", $"Write {word.Text}<type>(value).");
        ExpressionNode operand = ParseComma();
        Expect(")", "Close the conversion.");
        return new ExpressionNode.Cast(word.Column, kind, type, operand);
    }
}
