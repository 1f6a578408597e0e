using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Locations;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <summary>What an expression came to.</summary>
/// <param name="Value">Its value, or the object it names. Pending while memory is missing.</param>
/// <param name="Format">How the user asked for it to be shown.</param>
/// <param name="EvaluateName">The expression without its display format, for the names of children.</param>
/// <param name="Writes">What its assignments want written, in order; empty for most.</param>
public sealed record EvaluatedExpression(TypedValue Value, ValueFormat Format, string EvaluateName, ImmutableArray<ValueWrite> Writes);
