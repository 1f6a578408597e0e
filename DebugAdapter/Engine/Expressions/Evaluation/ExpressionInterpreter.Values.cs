using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <content>From objects to values and back.</content>
internal sealed partial class ExpressionInterpreter
{
    private static TypedValue OfNumber(Number number) => TypedValue.Constant(BuiltInTypes.Of(number.Type), number.ToBytes());

    private static TypedValue OfPointer(TypeInfo pointerType, ulong address) =>
        TypedValue.Constant(pointerType, BitConverter.GetBytes(address).AsSpan(0, BuiltInTypes.PointerSizeInBytes));

    /// <summary>Follows a reference to the object it names; other values stay.</summary>
    private TypedValue Referred(TypedValue value, int column)
    {
        if (!value.Type.TryGetReferred(out TypeInfo? target)) return value;
        return ReadPointer(value, column) is { } address ? AtAddress(target, address) : TypedValue.Pending(target);
    }

    private static TypedValue AtAddress(TypeInfo type, ulong address) => new(type, new ValueLocation.Memory(new(address)));

    /// <summary>What an operand becomes where a value is needed: arrays and functions decay to pointers (C11, 6.3.2.1).</summary>
    private TypedValue Decay(TypedValue operand, int column)
    {
        TypedValue value = Referred(operand, column);
        if (value.Type.TryGetElement(out TypeInfo? element, out _)) return DecayArray(value, element, column);
        if (value.Type.IsStructure()) return NumberIn(value);
        if (!value.Type.IsFunction()) return value;
        return value.IsPending ? TypedValue.Pending(BuiltInTypes.PointerTo(value.Type)) : AddressOf(value, column);
    }

    private static TypedValue DecayArray(TypedValue array, TypeInfo element, int column)
    {
        TypeInfo pointer = BuiltInTypes.PointerTo(element);
        return array switch
        {
            { IsPending: true } => TypedValue.Pending(pointer),
            { Address: { } address } => OfPointer(pointer, address),
            _ => throw new ExpressionException("The array has no address: it is not in memory", column, "Use [index] to reach its elements."),
        };
    }

    /// <summary>The bytes of a value, of a number the least significant first; null while pending.</summary>
    private ReadOnlyMemory<byte>? Load(TypedValue value, int column)
    {
        int size = value.Bits is { } bits ? bits.SizeInBytes : (int)Math.Min(value.Type.KnownSize() ?? 0, int.MaxValue);
        return (value.Bits is null && value.Type.IsWord() ? view.ReadNumber(value.Location, size) : view.Read(value.Location, size)) switch
        {
            ValueContents.Available available => (ReadOnlyMemory<byte>?)available.Bytes, // else null would become an empty memory
            ValueContents.Unavailable unavailable => throw new ExpressionException($"A value is not available: {unavailable.Reason}", column, "Evaluate its parts to see which."),
            ValueContents.OptimizedOut => throw new ExpressionException("A value is optimised out here", column, "Step to a line that uses it, or build this file with -Og or -O0."),
            _ => null,
        };
    }

    /// <summary>The number in an arithmetic, enumeration or bit-field value; null while pending.</summary>
    private Number? LoadNumber(TypedValue value, ArithmeticType type, int column)
    {
        if (Load(value, column) is not { } bytes) return null;
        if (value.Bits is not { } bits) return Number.Read(type, bytes.Span);
        return Number.Integer(type, BitCopy.Extend(view.Extract(bytes.Span, bits), bits.SizeInBits, type.IsSigned));
    }

    /// <summary>The address in a pointer or reference; null while pending.</summary>
    private ulong? ReadPointer(TypedValue pointer, int column)
    {
        if (Load(pointer, column) is not { } bytes) return null;
        ulong address = 0;
        for (int i = bytes.Length - 1; i >= 0; i--) address = (address << 8) | bytes.Span[i];
        return address;
    }

    private static ArithmeticType Promoted(ArithmeticType type, TypedValue value) => type.Promote(value.Bits?.SizeInBits ?? 0);

    /// <summary>Compares with zero; null while pending.</summary>
    internal bool? Truth(TypedValue operand, int column)
    {
        TypedValue value = Decay(operand, column);
        if (value.Type.AsArithmetic() is { } type) return LoadNumber(value, type, column)?.IsTrue;
        if (value.Type.IsPointer()) return ReadPointer(value, column) is { } address ? address != 0 : null;
        if (views.FindView(value) is { } found && (found.IsPending || found.IsSet is not null)) return found.IsSet;
        throw NotArithmetic(value, column);
    }

    private static ExpressionException NotArithmetic(TypedValue value, int column) =>
        new($"A value of type '{value.Type.Name}' cannot be used here", column, "Use a number or a pointer: a member, an element, or an address.");

    private TypedValue TruthValue(bool? value)
    {
        ArithmeticType type = scope.Language is SourceLanguage.Cpp or SourceLanguage.Rust or SourceLanguage.Go ? ArithmeticType.Bool : ArithmeticType.Int;
        return value is { } known ? OfNumber(Number.Truth(known).ConvertTo(type)) : TypedValue.Pending(BuiltInTypes.Of(type));
    }
}
