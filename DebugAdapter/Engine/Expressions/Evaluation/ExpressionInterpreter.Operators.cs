using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.DebugAdapter.Engine.Variables.Views;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>Operators.</content>
internal sealed partial class ExpressionInterpreter
{
    private TypedValue EvaluateUnary(ExpressionNode.Unary node)
    {
        switch (node.Operator)
        {
            case UnaryOperator.Dereference:
                return Dereference(Evaluate(node.Operand), node.Column);
            case UnaryOperator.AddressOf when PointerToMember(node.Operand) is { } member:
                return member;
            case UnaryOperator.AddressOf:
                // &*p is p, also where p points nowhere (C11, 6.5.3.2).
                return node.Operand is ExpressionNode.Unary { Operator: UnaryOperator.Dereference } inner && Decay(Evaluate(inner.Operand), node.Column) is var pointer && pointer.Type.IsPointer()
                    ? pointer
                    : AddressOf(Evaluate(node.Operand), node.Column);
            case UnaryOperator.Not:
                return TruthValue(!Truth(Evaluate(node.Operand), node.Column));
        }

        TypedValue value = Decay(Evaluate(node.Operand), node.Column);
        ArithmeticType type = value.Type.AsArithmetic() ?? throw NotArithmetic(value, node.Column);
        ArithmeticType promoted = Promoted(type, value);
        return LoadNumber(value, type, node.Column) is { } number
            ? OfNumber(ArithmeticOperations.Apply(node.Operator, number.ConvertTo(promoted), node.Column))
            : TypedValue.Pending(BuiltInTypes.Of(promoted));
    }

    private TypedValue EvaluateBinary(ExpressionNode.Binary node)
    {
        switch (node.Operator)
        {
            case BinaryOperator.Comma:
                Evaluate(node.Left);
                return Evaluate(node.Right);
            case BinaryOperator.LogicalAnd or BinaryOperator.LogicalOr:
                return EvaluateLogical(node);
            case BinaryOperator.Repeat:
                TypedValue first = Referred(Evaluate(node.Left), node.Column);
                return Integer(Evaluate(node.Right), node.Column) is { } count ? Repeat(first, count, node.Column) : TypedValue.Pending(BuiltInTypes.ArrayOf(first.Type, 1));
        }

        if (node.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual && TryCompareText(node, out TypedValue? comparison)) return comparison;
        TypedValue left = Decay(Evaluate(node.Left), node.Column);
        TypedValue right = Decay(Evaluate(node.Right), node.Column);
        return Combine(node.Operator, left, right, node.Column);
    }

    private TypedValue EvaluateLogical(ExpressionNode.Binary node)
    {
        bool? left = Truth(Evaluate(node.Left), node.Column);
        bool decides = node.Operator == BinaryOperator.LogicalOr;
        if (left == decides) return TruthValue(decides);
        bool? right = Truth(Evaluate(node.Right), node.Column); // also while the left is pending: to ask for its memory now
        return TruthValue(left is null ? null : right);
    }

    /// <summary>Applies an infix operator to two decayed values.</summary>
    private TypedValue Combine(BinaryOperator operation, TypedValue left, TypedValue right, int column)
    {
        if (left.Type.IsPointer() || right.Type.IsPointer()) return CombinePointers(operation, left, right, column);
        ArithmeticType leftType = left.Type.AsArithmetic() ?? throw NotArithmetic(left, column);
        ArithmeticType rightType = right.Type.AsArithmetic() ?? throw NotArithmetic(right, column);
        Number? a = LoadNumber(left, leftType, column)?.ConvertTo(Promoted(leftType, left));
        Number? b = LoadNumber(right, rightType, column)?.ConvertTo(Promoted(rightType, right));
        if (a is null || b is null)
        {
            if (ArithmeticOperations.IsComparison(operation)) return TruthValue(null);
            ArithmeticType leftPromoted = Promoted(leftType, left);
            bool isShift = operation is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
            return TypedValue.Pending(BuiltInTypes.Of(isShift ? leftPromoted : ArithmeticType.Common(leftPromoted, Promoted(rightType, right))));
        }

        Number result = ArithmeticOperations.Apply(operation, a.Value, b.Value, column);
        return ArithmeticOperations.IsComparison(operation) ? TruthValue(result.IsTrue) : OfNumber(result);
    }

    private TypedValue CombinePointers(BinaryOperator operation, TypedValue left, TypedValue right, int column)
    {
        if (ArithmeticOperations.IsComparison(operation)) return ComparePointers(operation, left, right, column);
        bool bothPointers = left.Type.IsPointer() && right.Type.IsPointer();
        if (operation == BinaryOperator.Subtract && bothPointers) return Distance(left, right, column);
        bool isSum = operation == BinaryOperator.Add && !bothPointers;
        if (!isSum && !(operation == BinaryOperator.Subtract && left.Type.IsPointer()))
            throw new ExpressionException("The operator does not work on pointers", column, "Convert first: (uintptr_t)p.");

        (TypedValue pointer, TypedValue offset) = left.Type.IsPointer() ? (left, right) : (right, left);
        if (!pointer.Type.TryGetPointee(out TypeInfo? pointee)) throw NotArithmetic(pointer, column);
        long scale = ScaleOf(pointee, column);
        ulong? address = ReadPointer(pointer, column);
        long? count = Integer(offset, column);
        if (address is null || count is null) return TypedValue.Pending(pointer.Type);
        ulong distance = unchecked((ulong)(count.Value * scale));
        return OfPointer(pointer.Type, Wrap(unchecked(isSum ? address.Value + distance : address.Value - distance)));
    }

    private TypedValue ComparePointers(BinaryOperator operation, TypedValue left, TypedValue right, int column)
    {
        ulong? a = AddressForComparison(left, column);
        ulong? b = AddressForComparison(right, column);
        if (a is null || b is null) return TruthValue(null);
        Number x = Number.Integer(ArithmeticType.UnsignedInt, a.Value);
        Number y = Number.Integer(ArithmeticType.UnsignedInt, b.Value);
        return TruthValue(ArithmeticOperations.Apply(operation, x, y, column).IsTrue);
    }

    private ulong? AddressForComparison(TypedValue value, int column) =>
        value.Type.IsPointer() ? ReadPointer(value, column) : Integer(value, column) is { } integer ? Wrap(unchecked((ulong)integer)) : null;

    private TypedValue Distance(TypedValue left, TypedValue right, int column)
    {
        TypeInfo type = BuiltInTypes.Of(ArithmeticType.Int); // ptrdiff_t
        if (!left.Type.TryGetPointee(out TypeInfo? pointee) || !right.Type.TryGetPointee(out TypeInfo? other)) throw NotArithmetic(left, column);
        long scale = ScaleOf(pointee, column);
        if (scale != ScaleOf(other, column) || scale == 0)
            throw new ExpressionException("The pointers point to objects of different sizes", column, "Cast both to the same type: (char *)p - (char *)q.");
        if (ReadPointer(left, column) is not { } a || ReadPointer(right, column) is not { } b) return TypedValue.Pending(type);
        int distance = unchecked((int)(uint)(a - b));
        return OfNumber(Number.Integer(ArithmeticType.Int, unchecked((ulong)(distance / scale))));
    }

    // name == "text" compares the characters: in a condition nobody means the address of a literal.
    private bool TryCompareText(ExpressionNode.Binary node, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TypedValue? result)
    {
        result = null;
        (ExpressionNode other, ExpressionNode.Text? text) = node switch
        {
            { Right: ExpressionNode.Text right } => (node.Left, right),
            { Left: ExpressionNode.Text left } => (node.Right, left),
            _ => (node.Left, null),
        };
        if (text is null) return false;
        TypedValue value = Referred(Evaluate(other), node.Column);
        if (views.FindView(value) is { } found && (found.IsPending || found.Text is not null))
        {
            bool? same = found.IsPending ? null : EqualsText(found.Text!, [.. text.Bytes], node.Column);
            result = TruthValue(same is null ? null : same == (node.Operator == BinaryOperator.Equal));
            return true;
        }

        bool isText = (value.Type.TryGetElement(out TypeInfo? item, out _) || value.Type.TryGetPointee(out item)) && item.KnownSize() == 1;
        if (!isText) throw new ExpressionException("Only a string can be compared with a string", node.Column, "The other side must be a string, a char pointer or a char array.");
        bool? equal = EqualsText(value, [.. text.Bytes, 0], node.Column);
        result = TruthValue(equal is null ? null : equal == (node.Operator == BinaryOperator.Equal));
        return true;
    }

    // All characters count: these strings may hold NULs.
    private bool? EqualsText(ViewText text, ReadOnlySpan<byte> expected, int column)
    {
        if (text.Length != expected.Length || text.UnitSizeInBytes != 1) return false;
        TypeInfo characters = BuiltInTypes.ArrayOf(BuiltInTypes.Of(ArithmeticType.UnsignedChar), expected.Length);
        return Load(new TypedValue(characters, text.Location), column) is { } bytes ? bytes.Span.SequenceEqual(expected) : null;
    }

    private bool? EqualsText(TypedValue value, byte[] expected, int column)
    {
        // One byte at a time up to the first difference: the string may end before unreadable memory.
        for (int i = 0; i < expected.Length; i++)
        {
            // A char array without room for the NUL ends where it ends.
            if (value.Type.TryGetElement(out _, out long? count) && i == count) return expected[i] == 0;
            if (Load(Element(value, i, column), column) is not { } bytes) return null;
            if (bytes.Span[0] != expected[i]) return false;
        }

        return true;
    }
}
