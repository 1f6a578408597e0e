using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;

/// <summary>Operators on numbers with C's types and wrap-around (C11, 6.5.3 to 6.5.12). What C leaves undefined is defined here, never thrown:
/// signed overflow wraps; a shift past the width gives 0 or the sign.</summary>
public static class ArithmeticOperations
{
    /// <summary>Applies an operator other than <c>&amp;&amp;</c>, <c>||</c>, <c>,</c> and <c>@</c> to two promoted operands.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">Left operand after integer promotion.</param>
    /// <param name="right">Right operand after integer promotion.</param>
    /// <param name="column">Column of the operator, for errors.</param>
    /// <exception cref="ExpressionException">Division by zero, a negative shift, or an operator that floating types do not have.</exception>
    public static Number Apply(BinaryOperator operation, Number left, Number right, int column)
    {
        if (operation is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight) return Shift(operation, left, right, column);
        ArithmeticType type = ArithmeticType.Common(left.Type, right.Type);
        Number a = left.ConvertTo(type);
        Number b = right.ConvertTo(type);
        if (IsComparison(operation)) return Number.Truth(Compare(operation, a, b));
        return type.IsFloating ? ApplyFloating(operation, a, b, column) : ApplyInteger(operation, a, b, column);
    }

    /// <summary>Applies <c>+ - ~ !</c> to a promoted operand.</summary>
    /// <exception cref="ExpressionException"><c>~</c> of a floating value.</exception>
    public static Number Apply(UnaryOperator operation, Number operand, int column) => operation switch
    {
        UnaryOperator.Plus => operand,
        UnaryOperator.Negate when operand.Type.IsFloating => Number.Floating(operand.Type, -operand.Real),
        UnaryOperator.Negate => Number.Integer(operand.Type, unchecked(0 - operand.Unsigned)),
        UnaryOperator.Not => Number.Truth(!operand.IsTrue),
        UnaryOperator.Complement when !operand.Type.IsFloating => Number.Integer(operand.Type, ~operand.Unsigned),
        _ => throw NeedsIntegers(column),
    };

    /// <summary>True for <c>&lt; &gt; &lt;= &gt;= == !=</c>.</summary>
    public static bool IsComparison(BinaryOperator operation) => operation is >= BinaryOperator.Less and <= BinaryOperator.NotEqual;

    private static bool Compare(BinaryOperator operation, Number a, Number b)
    {
        // With a NaN every comparison but != is false.
        if (a.Type.IsFloating)
        {
            return operation switch
            {
                BinaryOperator.Less => a.Real < b.Real,
                BinaryOperator.Greater => a.Real > b.Real,
                BinaryOperator.LessOrEqual => a.Real <= b.Real,
                BinaryOperator.GreaterOrEqual => a.Real >= b.Real,
                BinaryOperator.Equal => a.Real == b.Real,
                _ => a.Real != b.Real,
            };
        }

        int order = a.Type.IsSigned ? a.Signed.CompareTo(b.Signed) : a.Unsigned.CompareTo(b.Unsigned);
        return operation switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.Greater => order > 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.GreaterOrEqual => order >= 0,
            BinaryOperator.Equal => order == 0,
            _ => order != 0,
        };
    }

    private static Number ApplyFloating(BinaryOperator operation, Number a, Number b, int column)
    {
        // float arithmetic in double and one rounding at the end equals float arithmetic: 53 >= 2 * 24 + 2 bits.
        double value = operation switch
        {
            BinaryOperator.Add => a.Real + b.Real,
            BinaryOperator.Subtract => a.Real - b.Real,
            BinaryOperator.Multiply => a.Real * b.Real,
            BinaryOperator.Divide => a.Real / b.Real,
            _ => throw NeedsIntegers(column),
        };
        return Number.Floating(a.Type, value);
    }

    private static Number ApplyInteger(BinaryOperator operation, Number a, Number b, int column)
    {
        bool divides = operation is BinaryOperator.Divide or BinaryOperator.Remainder;
        if (divides && b.Unsigned == 0) throw new ExpressionException("Division by zero", column, "Check the right side.");
        ulong bits = unchecked(operation switch
        {
            BinaryOperator.Add => a.Unsigned + b.Unsigned,
            BinaryOperator.Subtract => a.Unsigned - b.Unsigned,
            BinaryOperator.Multiply => a.Unsigned * b.Unsigned,
            // The most negative number divided by -1 wraps; the processor would trap.
            BinaryOperator.Divide when a.Type.IsSigned => b.Signed == -1 ? 0 - a.Unsigned : (ulong)(a.Signed / b.Signed),
            BinaryOperator.Divide => a.Unsigned / b.Unsigned,
            BinaryOperator.Remainder when a.Type.IsSigned => b.Signed == -1 ? 0 : (ulong)(a.Signed % b.Signed),
            BinaryOperator.Remainder => a.Unsigned % b.Unsigned,
            BinaryOperator.And => a.Unsigned & b.Unsigned,
            BinaryOperator.Or => a.Unsigned | b.Unsigned,
            BinaryOperator.ExclusiveOr => a.Unsigned ^ b.Unsigned,
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not an arithmetic operator"),
        });
        return Number.Integer(a.Type, bits);
    }

    // The result has the left operand's type alone (C11, 6.5.7).
    private static Number Shift(BinaryOperator operation, Number left, Number right, int column)
    {
        if (left.Type.IsFloating || right.Type.IsFloating) throw NeedsIntegers(column);
        if (right.Type.IsSigned && right.Signed < 0) throw new ExpressionException("The shift count is negative", column, "Shift the other way.");
        int count = (int)Math.Min(right.Unsigned, 64);
        bool isTooFar = count >= left.Type.SizeInBits;
        if (operation == BinaryOperator.ShiftLeft) return Number.Integer(left.Type, isTooFar ? 0 : left.Unsigned << count);
        if (left.Type.IsSigned) return Number.Integer(left.Type, unchecked((ulong)(left.Signed >> Math.Min(count, 63))));
        return Number.Integer(left.Type, isTooFar ? 0 : left.Unsigned >> count);
    }

    private static ExpressionException NeedsIntegers(int column) =>
        new("The operator needs integers, not floating values", column, "Convert first, such as (int)x.");
}
