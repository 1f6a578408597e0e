using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>Reads C and C++ expressions (C11, 6.5) with gdb's <c>@</c>, <c>{type}</c>, <c>$register</c> and <c>'file.c'::name</c>.</summary>
/// <remarks>Precedence climbing. Depth is bounded, so that no text can exhaust the stack here or in anything that walks the tree.</remarks>
public sealed partial class ExpressionParser
{
    /// <summary>Deepest nesting that is accepted, in levels of the tree.</summary>
    public const int MaxDepth = 256;

    private readonly List<Token> _tokens;
    private readonly Func<QualifiedName, bool> _isTypeName;
    private readonly Func<QualifiedName, bool> _isInstance;
    private int _index;
    private int _depth;

    private ExpressionParser(List<Token> tokens, Func<QualifiedName, bool> isTypeName, Func<QualifiedName, bool> isInstance)
    {
        _tokens = tokens;
        _isTypeName = isTypeName;
        _isInstance = isInstance;
    }

    /// <summary>Reads one expression and the display format behind or before it.</summary>
    /// <param name="text">The text, as the user wrote it.</param>
    /// <param name="isTypeName">Tells types from variables, which C needs for <c>(a)-b</c>; null knows the names of <c>stdint.h</c> only.</param>
    /// <param name="isInstance">Tells functions and variables made from templates, <c>f&lt;int&gt;</c>, from comparisons; null knows none.</param>
    /// <returns>The tree; nothing in it is looked up.</returns>
    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static ParsedExpression Parse(string text, Func<QualifiedName, bool>? isTypeName = null, Func<QualifiedName, bool>? isInstance = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ExpressionParser(ExpressionLexer.Read(text), isTypeName ?? (_ => false), isInstance ?? (_ => false)).ParseWhole();
    }

    private Token Current => _tokens[_index];

    private Token PeekAt(int offset) => _tokens[Math.Min(_index + offset, _tokens.Count - 1)];

    private Token Take() => _tokens[_index == _tokens.Count - 1 ? _index : _index++];

    private bool TryTake(string punctuator)
    {
        if (!Current.Is(punctuator)) return false;
        _index++;
        return true;
    }

    private Token Expect(string punctuator, string advice)
    {
        if (Current.Is(punctuator)) return Take();
        throw new ExpressionException($"Expected '{punctuator}' but found {Current.Describe()}", Current.Column, advice);
    }

    private void Deepen()
    {
        if (++_depth > MaxDepth)
            throw new ExpressionException("The expression nests too deeply", Current.Column, $"Keep it under {MaxDepth} levels.");
    }

    private ParsedExpression ParseWhole()
    {
        ValueFormat format = ParseFormatPrefix();
        if (Current.Kind == TokenKind.End)
            throw new ExpressionException("There is no expression", Current.Column, "Write a C or C++ expression, such as dev->pos[1].x.");
        ExpressionNode root = ParseAssignment();
        int? count = null;
        while (Current.Is(","))
        {
            if (TryParseFormatSuffix(ref format, ref count)) break;
            int column = Take().Column;
            Deepen();
            root = new ExpressionNode.Binary(column, BinaryOperator.Comma, root, ParseAssignment());
        }

        if (Current.Kind != TokenKind.End) throw Leftover();
        return new ParsedExpression(root, format, count);
    }

    private ExpressionException Leftover()
    {
        string advice = Current.Text switch
        {
            ")" or "]" or "}" => "Its opening partner is missing.",
            ";" => "Write one expression, not a statement.",
            "++" or "--" => "Write x += 1 or x -= 1: an expression that changes the target must look like it.",
            _ => "An operator is missing before it, or it does not belong here.",
        };
        return new ExpressionException($"Expected the end but found {Current.Describe()}", Current.Column, advice);
    }

    private ExpressionNode ParseComma()
    {
        ExpressionNode left = ParseAssignment();
        int saved = _depth;
        while (Current.Is(","))
        {
            int column = Take().Column;
            Deepen();
            left = new ExpressionNode.Binary(column, BinaryOperator.Comma, left, ParseAssignment());
        }

        _depth = saved;
        return left;
    }

    private ExpressionNode ParseAssignment()
    {
        Deepen();
        ExpressionNode left = ParseConditional();
        if (OperatorTable.TryGetAssignment(Current, out BinaryOperator? operation))
        {
            int column = Take().Column;
            left = new ExpressionNode.Assignment(column, operation, left, ParseAssignment());
        }

        _depth--;
        return left;
    }

    private ExpressionNode ParseConditional()
    {
        ExpressionNode condition = ParseBinary(OperatorTable.Lowest);
        if (!Current.Is("?")) return condition;
        int column = Take().Column;
        Deepen();
        ExpressionNode whenTrue = ParseComma();
        Expect(":", "A conditional is written c ? x : y.");
        ExpressionNode whenFalse = ParseConditional();
        _depth--;
        return new ExpressionNode.Conditional(column, condition, whenTrue, whenFalse);
    }

    private ExpressionNode ParseBinary(int lowest)
    {
        ExpressionNode left = ParsePointedMember();
        int saved = _depth;
        while (OperatorTable.TryGetBinary(Current, out BinaryOperator operation, out int precedence) && precedence >= lowest)
        {
            int column = Take().Column;
            Deepen();
            left = new ExpressionNode.Binary(column, operation, left, ParseBinary(precedence + 1));
        }

        _depth = saved;
        return left;
    }

    private ImmutableArray<ExpressionNode> ParseArguments()
    {
        var arguments = ImmutableArray.CreateBuilder<ExpressionNode>();
        if (TryTake(")")) return [];
        do arguments.Add(ParseAssignment());
        while (TryTake(","));
        Expect(")", "Close the argument list.");
        return arguments.ToImmutable();
    }
}
