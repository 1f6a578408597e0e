using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>Spelling and precedence of infix operators.</summary>
/// <remarks>C's own order; <c>@</c> stands between the shifts and <c>+</c>, as in gdb's grammar.</remarks>
internal static class OperatorTable
{
    /// <summary>The precedence of the loosest operator, <c>||</c>.</summary>
    public const int Lowest = 1;

    private static readonly Dictionary<string, (BinaryOperator Operation, int Precedence)> Binary = new(StringComparer.Ordinal)
    {
        ["||"] = (BinaryOperator.LogicalOr, 1),
        ["&&"] = (BinaryOperator.LogicalAnd, 2),
        ["|"] = (BinaryOperator.Or, 3),
        ["^"] = (BinaryOperator.ExclusiveOr, 4),
        ["&"] = (BinaryOperator.And, 5),
        ["=="] = (BinaryOperator.Equal, 6),
        ["!="] = (BinaryOperator.NotEqual, 6),
        ["<"] = (BinaryOperator.Less, 7),
        [">"] = (BinaryOperator.Greater, 7),
        ["<="] = (BinaryOperator.LessOrEqual, 7),
        [">="] = (BinaryOperator.GreaterOrEqual, 7),
        ["<<"] = (BinaryOperator.ShiftLeft, 8),
        [">>"] = (BinaryOperator.ShiftRight, 8),
        ["@"] = (BinaryOperator.Repeat, 9),
        ["+"] = (BinaryOperator.Add, 10),
        ["-"] = (BinaryOperator.Subtract, 10),
        ["*"] = (BinaryOperator.Multiply, 11),
        ["/"] = (BinaryOperator.Divide, 11),
        ["%"] = (BinaryOperator.Remainder, 11),
    };

    public static bool TryGetBinary(Token token, out BinaryOperator operation, out int precedence)
    {
        (operation, precedence) = default((BinaryOperator, int));
        if (token.Kind != TokenKind.Punctuator || !Binary.TryGetValue(token.Text, out (BinaryOperator, int) entry)) return false;
        (operation, precedence) = entry;
        return true;
    }

    /// <summary>Recognises <c>=</c> (operation null) and <c>op=</c>.</summary>
    public static bool TryGetAssignment(Token token, out BinaryOperator? operation)
    {
        operation = null;
        if (token.Kind != TokenKind.Punctuator) return false;
        if (token.Text == "=") return true;
        if (token.Text is not ("+=" or "-=" or "*=" or "/=" or "%=" or "&=" or "|=" or "^=" or "<<=" or ">>=")) return false;
        operation = Binary[token.Text[..^1]].Operation;
        return true;
    }
}
