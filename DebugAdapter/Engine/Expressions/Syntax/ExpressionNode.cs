using System.Collections.Immutable;

namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>A node of the syntax tree. The cases below are all there are.</summary>
/// <param name="Column">The column that an error about this node names, from 1: its operator, or its first character.</param>
public abstract record ExpressionNode(int Column)
{
    /// <summary>An integer literal (C11, 6.4.4.1).</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Value">Its magnitude.</param>
    /// <param name="IsDecimal">True without a base prefix: such a literal never becomes unsigned by itself.</param>
    /// <param name="IsUnsigned">True with suffix <c>u</c>.</param>
    /// <param name="LongCount">Number of <c>l</c> in the suffix: 0, 1 or 2.</param>
    public sealed record Integer(int Column, ulong Value, bool IsDecimal, bool IsUnsigned, int LongCount) : ExpressionNode(Column);

    /// <summary>A floating literal.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="IsSingle">True with suffix <c>f</c>.</param>
    public sealed record Floating(int Column, double Value, bool IsSingle) : ExpressionNode(Column);

    /// <summary>A character literal.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Value">Its code.</param>
    /// <param name="SizeInBytes">1; 2 for <c>u''</c>; 4 for <c>U''</c> and <c>L''</c>.</param>
    public sealed record Character(int Column, uint Value, int SizeInBytes) : ExpressionNode(Column);

    /// <summary>A string literal: an array of <c>char</c> that ends in NUL and lives nowhere.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Bytes">Its bytes without the final NUL.</param>
    public sealed record Text(int Column, ImmutableArray<byte> Bytes) : ExpressionNode(Column);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Value">Which.</param>
    public sealed record Boolean(int Column, bool Value) : ExpressionNode(Column);

    /// <summary><c>nullptr</c>.</summary>
    /// <param name="Column">Column, from 1.</param>
    public sealed record NullPointer(int Column) : ExpressionNode(Column);

    /// <summary>A name of the program: variable, enumerator, function or type.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Identifier">The name.</param>
    public sealed record Name(int Column, QualifiedName Identifier) : ExpressionNode(Column);

    /// <summary>A register: <c>$pc</c>.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Identifier">Its name without <c>$</c>, lower case.</param>
    public sealed record Register(int Column, string Identifier) : ExpressionNode(Column);

    /// <summary><c>x.name</c> or <c>x-&gt;name</c>.</summary>
    /// <param name="Column">Column of the operator, from 1.</param>
    /// <param name="Target">The left side.</param>
    /// <param name="Identifier">The member; qualified when a base class's member is meant.</param>
    /// <param name="IsArrow">True for <c>-&gt;</c>.</param>
    public sealed record Member(int Column, ExpressionNode Target, QualifiedName Identifier, bool IsArrow) : ExpressionNode(Column);

    /// <summary><c>x[i]</c>.</summary>
    /// <param name="Column">Column of <c>[</c>, from 1.</param>
    /// <param name="Target">The array or pointer.</param>
    /// <param name="Subscript">The subscript.</param>
    public sealed record Index(int Column, ExpressionNode Target, ExpressionNode Subscript) : ExpressionNode(Column);

    /// <summary><c>x[first..end]</c> or <c>x[first..=last]</c>: part of an array or of what a pointer points to.</summary>
    /// <param name="Column">Column of <c>[</c>, from 1.</param>
    /// <param name="Target">The array or pointer.</param>
    /// <param name="First">Index of the first element.</param>
    /// <param name="Last">Index behind the last element, or of the last one.</param>
    /// <param name="IsInclusive">True for <c>..=</c>.</param>
    public sealed record Slice(int Column, ExpressionNode Target, ExpressionNode First, ExpressionNode Last, bool IsInclusive) : ExpressionNode(Column);

    /// <summary>A prefix operator.</summary>
    /// <param name="Column">Column of the operator, from 1.</param>
    /// <param name="Operator">Which.</param>
    /// <param name="Operand">Its operand.</param>
    public sealed record Unary(int Column, UnaryOperator Operator, ExpressionNode Operand) : ExpressionNode(Column);

    /// <summary>An infix operator.</summary>
    /// <param name="Column">Column of the operator, from 1.</param>
    /// <param name="Operator">Which.</param>
    /// <param name="Left">Left side.</param>
    /// <param name="Right">Right side.</param>
    public sealed record Binary(int Column, BinaryOperator Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode(Column);

    /// <summary><c>condition ? x : y</c>.</summary>
    /// <param name="Column">Column of <c>?</c>, from 1.</param>
    /// <param name="Condition">The condition.</param>
    /// <param name="WhenTrue">Evaluated when it is not zero.</param>
    /// <param name="WhenFalse">Evaluated when it is zero.</param>
    public sealed record Conditional(int Column, ExpressionNode Condition, ExpressionNode WhenTrue, ExpressionNode WhenFalse) : ExpressionNode(Column);

    /// <summary><c>x = y</c> or <c>x op= y</c>.</summary>
    /// <param name="Column">Column of the operator, from 1.</param>
    /// <param name="Operator">The operation of a compound assignment; null for <c>=</c>.</param>
    /// <param name="Target">What is written.</param>
    /// <param name="Value">The right side.</param>
    public sealed record Assignment(int Column, BinaryOperator? Operator, ExpressionNode Target, ExpressionNode Value) : ExpressionNode(Column);

    /// <summary>A conversion.</summary>
    /// <param name="Column">Column where it starts, from 1.</param>
    /// <param name="Kind">How it was written.</param>
    /// <param name="Type">The type converted to.</param>
    /// <param name="Operand">What is converted.</param>
    public sealed record Cast(int Column, CastKind Kind, TypeSyntax Type, ExpressionNode Operand) : ExpressionNode(Column);

    /// <summary><c>sizeof x</c> of an expression, which is not evaluated.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Operand">The expression.</param>
    public sealed record SizeOf(int Column, ExpressionNode Operand) : ExpressionNode(Column);

    /// <summary><c>sizeof(type)</c>.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Type">The type.</param>
    public sealed record SizeOfType(int Column, TypeSyntax Type) : ExpressionNode(Column);

    /// <summary><c>alignof(type)</c> or <c>alignof(x)</c>.</summary>
    /// <param name="Column">Column, from 1.</param>
    /// <param name="Type">The type; null when an expression was given.</param>
    /// <param name="Operand">The expression, which is not evaluated; null when a type was given.</param>
    public sealed record AlignOf(int Column, TypeSyntax? Type, ExpressionNode? Operand) : ExpressionNode(Column);

    /// <summary><c>x.*p</c> or <c>x-&gt;*p</c>: the member that a pointer to a member points to.</summary>
    /// <param name="Column">Column of the operator, from 1.</param>
    /// <param name="Target">The object, or a pointer to it.</param>
    /// <param name="Pointer">The pointer to the member.</param>
    /// <param name="IsArrow">True for <c>-&gt;*</c>.</param>
    public sealed record PointedMember(int Column, ExpressionNode Target, ExpressionNode Pointer, bool IsArrow) : ExpressionNode(Column);

    /// <summary><c>f(x)</c>: a conversion when <c>f</c> names a type; otherwise refused by the evaluator, for nothing is called in the target.</summary>
    /// <param name="Column">Column of <c>(</c>, from 1.</param>
    /// <param name="Target">What is called.</param>
    /// <param name="Arguments">Its arguments.</param>
    public sealed record Call(int Column, ExpressionNode Target, ImmutableArray<ExpressionNode> Arguments) : ExpressionNode(Column);
}
