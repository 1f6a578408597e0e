using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Tests.Expressions;

/// <summary>Prints a syntax tree as one line of nested parentheses, for tables.</summary>
internal static class TreeText
{
    public static string Print(ParsedExpression parsed)
    {
        string text = Print(parsed.Root);
        if (parsed.Count is { } count) text += $" ,[{count}]";
        return parsed.Format == ValueFormat.Natural ? text : $"{text} ,{parsed.Format}";
    }

    public static string Print(ExpressionNode node) => node switch
    {
        ExpressionNode.Integer n => $"{n.Value}{(n.IsUnsigned ? "u" : "")}{new string('l', n.LongCount)}{(n.IsDecimal ? "" : "#")}",
        ExpressionNode.Floating n => n.IsSingle ? $"{(float)n.Value}f" : $"{n.Value}d",
        ExpressionNode.Character n => $"'{n.Value}'{(n.SizeInBytes == 1 ? "" : n.SizeInBytes)}",
        ExpressionNode.Text n => $"\"{Encoding.Latin1.GetString(n.Bytes.AsSpan())}\"",
        ExpressionNode.Boolean n => n.Value ? "true" : "false",
        ExpressionNode.NullPointer => "nullptr",
        ExpressionNode.Name n => n.Identifier.ToString(),
        ExpressionNode.Register n => "$" + n.Identifier,
        ExpressionNode.Member n => $"({(n.IsArrow ? "->" : ".")} {Print(n.Target)} {n.Identifier})",
        ExpressionNode.Index n => $"([] {Print(n.Target)} {Print(n.Subscript)})",
        ExpressionNode.Slice n => $"({(n.IsInclusive ? "..=" : "..")} {Print(n.Target)} {Print(n.First)} {Print(n.Last)})",
        ExpressionNode.Unary n => $"({n.Operator} {Print(n.Operand)})",
        ExpressionNode.Binary n => $"({n.Operator} {Print(n.Left)} {Print(n.Right)})",
        ExpressionNode.Conditional n => $"(? {Print(n.Condition)} {Print(n.WhenTrue)} {Print(n.WhenFalse)})",
        ExpressionNode.Assignment n => $"({n.Operator}= {Print(n.Target)} {Print(n.Value)})",
        ExpressionNode.Cast n => $"(cast{(n.Kind == CastKind.C ? "" : "-" + n.Kind)} <{Print(n.Type)}> {Print(n.Operand)})",
        ExpressionNode.SizeOf n => $"(sizeof {Print(n.Operand)})",
        ExpressionNode.AlignOf n => n.Type is { } type ? $"(alignof <{Print(type)}>)" : $"(alignof {Print(n.Operand!)})",
        ExpressionNode.PointedMember n => $"({(n.IsArrow ? "->*" : ".*")} {Print(n.Target)} {Print(n.Pointer)})",
        ExpressionNode.SizeOfType n => $"(sizeof <{Print(n.Type)}>)",
        ExpressionNode.Call n => $"(call {Print(n.Target)}{string.Concat(n.Arguments.Select(a => " " + Print(a)))})",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string Print(TypeSyntax type) => type switch
    {
        TypeSyntax.BuiltIn t => t.Name,
        TypeSyntax.Named t => t.Tag is null ? t.Name.ToString() : $"{t.Tag} {t.Name}",
        TypeSyntax.Pointer t => $"ptr({Print(t.Target)})",
        TypeSyntax.Reference t => $"{(t.IsRvalue ? "rref" : "ref")}({Print(t.Target)})",
        TypeSyntax.Array t => $"array({t.Count}, {Print(t.Element)})",
        TypeSyntax.Function t => $"fn({string.Join(", ", t.Parameters.Select(Print))}) {Print(t.Return)}",
        _ => throw new InvalidOperationException(type.GetType().Name),
    };
}
