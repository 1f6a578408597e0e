using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>Casts and assignments.</content>
internal sealed partial class ExpressionInterpreter
{
    private TypedValue EvaluateCast(ExpressionNode.Cast node) => Cast(node.Kind, _types.Resolve(node.Type), Evaluate(node.Operand), node.Column);

    private TypedValue Cast(CastKind kind, TypeInfo type, TypedValue operand, int column)
    {
        if (type.TryGetReferred(out TypeInfo? target)) return CastReference(kind, target, Referred(operand, column), column);
        if (type.IsVoid()) return TypedValue.Constant(type, []);
        TypedValue value = Decay(operand, column);
        if (kind != CastKind.Reinterpret && type.TryGetPointee(out TypeInfo? to) && value.Type.TryGetPointee(out TypeInfo? from) && BaseOffset(from, to) is { } offset)
            return ReadPointer(value, column) is { } address ? OfPointer(type, address == 0 ? 0 : Wrap(unchecked(address + (ulong)offset))) : TypedValue.Pending(type);
        if (kind != CastKind.Reinterpret && type.TryGetPointee(out to) && value.Type.TryGetPointee(out from) && from.IsStructure() && ReadPointer(value, column) is { } place and not 0
            && VirtualPart(AtAddress(from, place), to) is { } part)
            return part.Address is { } start ? OfPointer(type, start) : new TypedValue(type, part.Location);
        if (kind != CastKind.Reinterpret && type.TryGetPointee(out to) && value.Type.TryGetPointee(out from) && VirtualBases.Has(to, from))
            return ReadPointer(value, column) is not { } below ? TypedValue.Pending(type) : below == 0 ? OfPointer(type, 0) : FromVirtualBase(AtAddress(from, below), to, column) is { Address: { } whole } ? OfPointer(type, whole) : TypedValue.Pending(type);
        if (type.IsStructure()) return CastStructure(type, value, column);
        return Convert(value, type, column);
    }

    // (T &)x is the same object seen as a T, or its part of type T.
    private TypedValue CastReference(CastKind kind, TypeInfo target, TypedValue value, int column)
    {
        if (value.IsPending) return TypedValue.Pending(target);
        if (kind != CastKind.Reinterpret && VirtualPart(value, target) is { } part) return part;
        if (kind != CastKind.Reinterpret && value.Address is not null && VirtualBases.Has(target, value.Type)) return FromVirtualBase(value, target, column);
        if (value.Address is not { } address)
            return target.IsSameAs(value.Type) ? value : throw new ExpressionException("Only an object in memory can be seen as another type", column, "Convert its value instead: (type)x.");
        long offset = kind == CastKind.Reinterpret ? 0 : BaseOffset(value.Type, target) ?? 0;
        return AtAddress(target, Wrap(unchecked(address + (ulong)offset)));
    }

    // A base class with virtual inheritance on the way, whose place the object tells; null when there is none.
    private TypedValue? VirtualPart(TypedValue value, TypeInfo target) =>
        target.IsStructure() && ClassLayout.FindBase(value.Type, target) is null && !target.IsSameAs(value.Type) ? VirtualBases.Find(view, value, target) : null;

    // The class around a virtual base begins where the object's own class says.
    private TypedValue FromVirtualBase(TypedValue value, TypeInfo target, int column)
    {
        DynamicTypes dynamic = new(view, symbols);
        TypedValue whole = dynamic.Refine(value);
        if (dynamic.IsPending) return TypedValue.Pending(target);
        if (whole.Type.IsSameAs(target)) return whole;
        return VirtualBases.Find(view, whole, target) ?? throw new ExpressionException(
            $"'{value.Type.Name}' is a virtual base of '{target.Name}', and this object is not known to be one", column, "reinterpret_cast<type>(x) sees the same address as another type.");
    }

    private static TypedValue CastStructure(TypeInfo type, TypedValue value, int column)
    {
        if (type.IsSameAs(value.Type)) return value;
        if (ClassLayout.FindBase(value.Type, type) is { } offset)
            return new TypedValue(type, value.Location.Slice(offset * 8, (type.KnownSize() ?? 0) * 8));
        throw new ExpressionException($"'{value.Type.Name}' does not convert to '{type.Name}'", column, "To see the same memory as another type, cast the address: *(struct other *)&x.");
    }

    // From a class to its base (positive) or from a base to the class around it (negative); null when they are not related.
    private static long? BaseOffset(TypeInfo from, TypeInfo to)
    {
        if (!from.IsStructure() || !to.IsStructure() || from.IsSameAs(to)) return null;
        return ClassLayout.FindBase(from, to) ?? -ClassLayout.FindBase(to, from);
    }

    /// <summary>Converts a decayed value to a scalar type, or gives an object of the same structure type.</summary>
    private TypedValue Convert(TypedValue value, TypeInfo type, int column)
    {
        if (type.AsArithmetic() is { } arithmetic)
        {
            Number? number = ReadAsNumber(value, column);
            return number is { } known ? TypedValue.Constant(type, known.ConvertTo(arithmetic).ToBytes()) : TypedValue.Pending(type);
        }

        if (type.IsPointer())
        {
            Number? number = ReadAsNumber(value, column);
            if (number is { Type.IsFloating: true })
                throw new ExpressionException("A floating value does not convert to a pointer", column, "Convert it to an integer first.");
            return number is { } known ? OfPointer(type, Wrap(known.Unsigned)) : TypedValue.Pending(type);
        }

        if (type.IsSameAs(value.Type)) return value;
        throw new ExpressionException($"'{value.Type.Name}' does not convert to '{type.Name}'", column, "Convert to a number or a pointer, or cast the address: *(type *)&x.");
    }

    private Number? ReadAsNumber(TypedValue value, int column)
    {
        if (value.Type.AsArithmetic() is { } type) return LoadNumber(value, type, column);
        if (!value.Type.IsPointer()) throw NotArithmetic(value, column);
        return ReadPointer(value, column) is { } address ? Number.Integer(ArithmeticType.UnsignedInt, address) : null;
    }

    private TypedValue EvaluateAssignment(ExpressionNode.Assignment node)
    {
        TypedValue target = Referred(Evaluate(node.Target), node.Column);
        TypedValue value = Evaluate(node.Value);
        if (node.Operator is { } operation)
            value = Combine(operation, Decay(target, node.Column), Decay(value, node.Column), node.Column);
        return Assign(target, value, node.Column);
    }

    /// <summary>Writes a value into an object and gives the new value.</summary>
    internal TypedValue Assign(TypedValue target, TypedValue value, int column)
    {
        if (target.Location is ValueLocation.Constant) throw new ExpressionException("The left side is a value, not an object", column, "Assign to a variable, a member, an element, *pointer or a $register.");
        ImmutableArray<byte>? bytes = target.Type switch
        {
            var t when t.TryGetElement(out _, out _) => ArrayBytes(target, Referred(value, column), column),
            var t when t.IsStructure() => StructureBytes(target, Referred(value, column), column),
            var t when t.IsFunction() => throw new ExpressionException("A function cannot be assigned", column, "Assign to a function pointer."),
            _ => Load(Convert(Decay(value, column), target.Type, column), column) is { } loaded ? [.. loaded.Span] : null,
        };
        if (bytes is null || target.IsPending) return TypedValue.Pending(target.Type);
        WritePlan.Write(view, target.Location, target.Bits, InTargetOrder(target, bytes.Value, column), column);
        return target;
    }

    // A number has its least significant byte first here; what is copied whole keeps the order that it has in memory.
    private ImmutableArray<byte> InTargetOrder(TypedValue target, ImmutableArray<byte> bytes, int column)
    {
        if (!view.IsBigEndian || target.Location is not ValueLocation.Memory || !target.Type.IsWord()) return bytes;
        if (target.Bits is not null) throw new ExpressionException("A bit-field of a big-endian target cannot be written", column, "Assign to the whole word through a pointer to it.");
        return [.. bytes.Reverse()];
    }

    private ImmutableArray<byte>? StructureBytes(TypedValue target, TypedValue value, int column)
    {
        if (!target.Type.IsSameAs(value.Type))
            throw new ExpressionException($"'{value.Type.Name}' cannot be assigned to '{target.Type.Name}'", column, "Assign the members one by one.");
        if (view.IsBigEndian && value.Location is ValueLocation.Constant) throw new ExpressionException("A whole object that is not in memory cannot be assigned on a big-endian target", column, "Assign its parts one by one.");
        return Load(value, column) is { } bytes ? [.. bytes.Span] : null;
    }

    // C has no array assignment; a debugger's user has: a string into a char array, or an array of the same type.
    private ImmutableArray<byte>? ArrayBytes(TypedValue target, TypedValue value, int column)
    {
        target.Type.TryGetElement(out TypeInfo? element, out long? count);
        bool isText = value.Location is ValueLocation.Constant && value.Type.TryGetElement(out TypeInfo? item, out _) && item.KnownSize() == 1;
        if (isText && element?.KnownSize() == 1 && count is { } room)
        {
            ImmutableArray<byte> text = ((ValueLocation.Constant)value.Location).Bytes;
            // The NUL may be left out when the text fills the array (C11, 6.7.9).
            if (text.Length - 1 > room)
                throw new ExpressionException($"The string has {text.Length - 1} bytes but the array only {room}", column, "Use a shorter string.");
            int length = (int)Math.Min(room, TargetView.MaxObjectSizeInBytes);
            return [.. text.Take(length), .. new byte[Math.Max(0, length - text.Length)]];
        }

        return StructureBytes(target, value, column);
    }
}
