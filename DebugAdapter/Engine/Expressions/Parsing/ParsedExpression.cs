using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>What a text means before any name in it is looked up.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Format">How the value is to be shown.</param>
/// <param name="Count">Number of elements to show behind a pointer (<c>p,[8]</c>); null when none was written.</param>
public sealed record ParsedExpression(ExpressionNode Root, ValueFormat Format, int? Count);
