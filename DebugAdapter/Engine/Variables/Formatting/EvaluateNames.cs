using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Builds expressions from expressions, with parentheses only where precedence needs them.</summary>
internal static class EvaluateNames
{
    /// <summary>The text as the left side of <c>.</c>, <c>-&gt;</c> or <c>[]</c>.</summary>
    public static string Postfix(string text) => Root(text) is ExpressionNode.Unary or ExpressionNode.Binary or ExpressionNode.Conditional
        or ExpressionNode.Assignment or ExpressionNode.Cast { Kind: CastKind.C } or ExpressionNode.SizeOf or null ? $"({text})" : text;

    /// <summary>The text as the operand of a prefix operator.</summary>
    public static string Operand(string text) => Root(text) is ExpressionNode.Binary or ExpressionNode.Conditional or ExpressionNode.Assignment or null ? $"({text})" : text;

    // Null when the text does not stand alone: a format suffix, or an error.
    private static ExpressionNode? Root(string text)
    {
        try
        {
            return ExpressionParser.Parse(text) is { Format: ValueFormat.Natural, Count: null } parsed ? parsed.Root : null;
        }
        catch (ExpressionException)
        {
            return null;
        }
    }
}
