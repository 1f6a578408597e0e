using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>Members, elements, pointers.</content>
internal sealed partial class ExpressionInterpreter
{
    /// <summary>Most elements that <c>@</c>, a slice or <c>,[n]</c> may make.</summary>
    internal const int MaxElements = 0x100000;

    private TypedValue EvaluateMember(ExpressionNode.Member node)
    {
        if (FindInPackage(node) is { } global) return global;
        TypedValue target = Referred(Evaluate(node.Target), node.Column);
        if (FindInView(target, node) is { } found) return found;
        bool isPointer = target.Type.TryGetPointee(out _) || target.Type.TryGetElement(out _, out _);
        if (node.IsArrow && !isPointer)
            throw new ExpressionException($"'->' needs a pointer, not '{target.Type.Name}'", node.Column, "Use '.'.");
        // Like gdb, "." on a pointer follows it.
        if (isPointer) target = Dereference(target, node.Column);
        return MemberAccess.Find(scope, view, target, node.Identifier, node.Column);
    }

    // Go: package and name are one name in TinyGo's debug information.
    private TypedValue? FindInPackage(ExpressionNode.Member node) =>
        scope.Language == SourceLanguage.Go && !node.IsArrow && node.Target is ExpressionNode.Name { Identifier.IsSimple: true } package && node.Identifier.IsSimple
            ? scope.FindObject(new QualifiedName([$"{package.Identifier.Last}.{node.Identifier.Last}"]))
            : null;

    private TypedValue EvaluateIndex(ExpressionNode.Index node)
    {
        TypedValue target = Referred(Evaluate(node.Target), node.Column);
        TypedValue subscript = Evaluate(node.Subscript);
        if (FindElement(target, subscript, node.Column) is { } found) return found;
        // C11, 6.5.2.1: 2[a] is a[2].
        if (target.Type.AsArithmetic() is not null) (target, subscript) = (Referred(subscript, node.Column), target);
        return Element(target, Integer(subscript, node.Column), node.Column);
    }

    private TypedValue EvaluateSlice(ExpressionNode.Slice node)
    {
        TypedValue target = Referred(Evaluate(node.Target), node.Column);
        long? first = Integer(Evaluate(node.First), node.Column);
        long? last = Integer(Evaluate(node.Last), node.Column);
        TypedValue start = Element(target, first, node.Column);
        if (first is null || last is null) return TypedValue.Pending(BuiltInTypes.ArrayOf(start.Type, 1));
        return Repeat(start, last.Value - first.Value + (node.IsInclusive ? 1 : 0), node.Column);
    }

    private long? Integer(TypedValue operand, int column)
    {
        TypedValue value = Decay(operand, column);
        if (value.Type.AsArithmetic() is { IsFloating: false } type) return LoadNumber(value, type, column)?.Signed;
        throw new ExpressionException($"An integer is needed, not '{value.Type.Name}'", column, "Use an integer expression.");
    }

    private TypedValue Element(TypedValue target, long? index, int column)
    {
        if (!target.Type.TryGetElement(out TypeInfo? element, out long? count))
        {
            if (!target.Type.TryGetPointee(out TypeInfo? pointee))
                throw new ExpressionException($"'{target.Type.Name}' has no elements", column, "Only arrays and pointers have a subscript.");
            if (index is null || ReadPointer(target, column) is not { } address) return TypedValue.Pending(pointee);
            return AtAddress(pointee, Wrap(address + unchecked((ulong)(index.Value * ScaleOf(pointee, column)))));
        }

        if (index is null || target.IsPending) return TypedValue.Pending(element);
        long size = ScaleOf(element, column);
        if (target.Location is ValueLocation.Memory array) return AtAddress(element, Wrap(array.Address.Value + unchecked((ulong)(index.Value * size))));
        if (index < 0 || (count is { } known && index >= known))
            throw new ExpressionException($"The index {index} is outside the array", column, $"It has {count} elements and is not in memory.");
        return new TypedValue(element, target.Location.Slice(index.Value * size * 8, size * 8));
    }

    private static long ScaleOf(TypeInfo type, int column)
    {
        if (type.IsVoid() || type.IsFunction()) return 1; // GNU C
        return type.KnownSize() ?? throw new ExpressionException($"The size of '{type.Name}' is not known", column, "The image has only its declaration: cast to a complete type.");
    }

    private static ulong Wrap(ulong address) => address & (ulong.MaxValue >> (64 - (8 * BuiltInTypes.PointerSizeInBytes)));

    private TypedValue Dereference(TypedValue operand, int column)
    {
        TypedValue value = Referred(operand, column);
        if (value.Type.TryGetElement(out _, out _)) return Element(value, 0, column);
        if (!value.Type.IsPointer() && views.FindView(value) is { } found && (found.Target is not null || found.IsPending)) return found.Target ?? TypedValue.Pending(value.Type);
        if (value.Type.IsFunction()) return value;
        if (value.Type.TryGetPointee(out TypeInfo? pointee))
        {
            if (pointee.IsVoid()) throw new ExpressionException("A void pointer points to nothing that has a value", column, "Cast it first: *(uint32_t *)p.");
            return ReadPointer(value, column) is { } address ? AtAddress(pointee, address) : TypedValue.Pending(pointee);
        }

        // Like gdb, *0x20000000 reads an int.
        if (value.Type.AsArithmetic() is { IsFloating: false } type)
        {
            TypeInfo word = BuiltInTypes.Of(ArithmeticType.Int);
            return LoadNumber(value, type, column) is { } number ? AtAddress(word, Wrap(number.Unsigned)) : TypedValue.Pending(word);
        }

        throw new ExpressionException($"'{value.Type.Name}' is not a pointer", column, "Only pointers, arrays and addresses can be followed.");
    }

    private TypedValue AddressOf(TypedValue operand, int column)
    {
        TypedValue value = Referred(operand, column);
        TypeInfo pointer = BuiltInTypes.PointerTo(value.Type);
        return value switch
        {
            { IsPending: true } => TypedValue.Pending(pointer),
            { Bits: not null } => throw new ExpressionException("A bit-field has no address", column, "Take the address of the structure around it."),
            { Address: { } address } => OfPointer(pointer, address),
            { Location: ValueLocation.Split { Parts: [{ Source: PartSource.Register register }] } } =>
                throw new ExpressionException($"It has no address: it is in register {register.Name}", column, $"Use ${register.Name}."),
            { Location: ValueLocation.Split } => throw new ExpressionException("It has no address: it is split over registers", column, "Read it by name."),
            { Location: ValueLocation.OptimizedOut } => throw new ExpressionException("It has no address: it is optimised out here", column, "Build this file with -Og or -O0."),
            _ => throw new ExpressionException("It has no address: it is a value, not an object", column, "Only variables, members and elements have addresses."),
        };
    }

    /// <summary>An array of <paramref name="count"/> elements that starts at an object.</summary>
    internal static TypedValue Repeat(TypedValue first, long count, int column)
    {
        if (count is < 1 or > MaxElements)
            throw new ExpressionException($"{count} elements cannot be shown", column, $"Ask for 1 to {MaxElements}.");
        TypeInfo array = BuiltInTypes.ArrayOf(first.Type, (int)count);
        if (first.IsPending) return TypedValue.Pending(array);
        if (first.Address is null) throw new ExpressionException("Only objects in memory can be repeated", column, "Use an element of an array or *pointer on the left of '@'.");
        return first with { Type = array };
    }
}
