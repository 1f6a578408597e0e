using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>Values that a user types into a variable: what C would silently cut is refused.</content>
internal sealed partial class ExpressionInterpreter
{
    /// <summary>Assigns an expression's value to an object if it fits.</summary>
    /// <exception cref="ExpressionException">It does not fit, or the object cannot be written.</exception>
    public void AssignChecked(TypedValue operand, ExpressionNode source)
    {
        TypedValue target = Referred(operand, source.Column);
        TypedValue value = EnumeratorOf(target.Type, source) ?? Evaluate(source);
        if (target.Type.AsArithmetic() is { IsFloating: false } type) CheckFits(target, type, value, source);
        Assign(target, value, source.Column);
    }

    /// <summary>The elements behind a pointer or at the start of an array (<c>p,[8]</c>).</summary>
    public TypedValue Elements(TypedValue operand, int count, int column) => Repeat(Element(Referred(operand, column), 0, column), count, column);

    // The names of the target's own enumeration are known whatever the scope.
    private static TypedValue? EnumeratorOf(TypeInfo target, ExpressionNode source)
    {
        if (target.Bare() is not TypeInfo.Enumeration enumeration || source is not ExpressionNode.Name name || target.AsArithmetic() is not { } type) return null;
        foreach (Enumerator enumerator in enumeration.Enumerators)
            if (enumerator.Name == name.Identifier.Last) return TypedValue.Constant(target, Number.Integer(type, unchecked((ulong)enumerator.Value)).ToBytes());
        return null;
    }

    private void CheckFits(TypedValue target, ArithmeticType type, TypedValue value, ExpressionNode source)
    {
        if (ReadAsNumber(Decay(value, source.Column), source.Column) is not { } number) return;
        int width = target.Bits?.SizeInBits ?? (type.Kind == ArithmeticKind.Boolean ? 1 : type.SizeInBits);
        if (number.Type.IsFloating && (number.Real != Math.Truncate(number.Real) || Math.Abs(number.Real) >= Math.ScaleB(1, 63)))
            throw new ExpressionException($"{number.Real} is not an integer", source.Column, "Convert it, such as (int)x, or enter a whole number.");
        Int128 exact = number.Type.IsFloating ? (Int128)number.Real : number.Type.IsSigned ? number.Signed : (Int128)number.Unsigned;
        Int128 lowest = type.IsSigned ? -(Int128.One << (width - 1)) : 0;
        Int128 highest = (Int128.One << (type.IsSigned ? width - 1 : width)) - 1;
        // 0xFF in an int8_t is a bit pattern, not the number 255.
        bool isPattern = source is ExpressionNode.Integer { IsDecimal: false } && exact < Int128.One << width;
        if ((exact < lowest || exact > highest) && !isPattern)
            throw new ExpressionException($"{exact} is out of range", source.Column, $"{Describe(target)} holds {lowest} to {highest}.");
    }

    private static string Describe(TypedValue target) => target.Bits is { } bits ? $"A bit-field of {bits.SizeInBits} bits" : $"'{target.Type.Name}'";
}
