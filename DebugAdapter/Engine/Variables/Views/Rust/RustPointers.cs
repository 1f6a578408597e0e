using System.Globalization;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Counted pointers, cells, and wrappers of one number.</summary>
internal static class RustPointers
{
    // alloc::rc::Weak::new() allocates nothing and points here.
    private const ulong Dangling = uint.MaxValue;

    /// <summary><c>Rc</c> and <c>Arc</c>: what they share, with the counts before it.</summary>
    public static ValueView? OfCounted(string name, TypedValue value, ObjectReader reader, bool isWeak)
    {
        if (RustStructures.FirstPointer(value) is not { } pointer || !reader.TryPointer(pointer, out TypeInfo? block, out ulong address)) return null;
        if (address is 0 or Dangling) return isWeak ? ValueView.Of($"{name}(dangling)") : ValueView.Corrupt(name, $"it points to 0x{address:x}");
        TypedValue shared = ObjectReader.Object(block, address);
        if ((ObjectReader.Member(shared, "value") ?? ObjectReader.Member(shared, "data")) is not { } held) return null;
        if (Count(shared, "strong", reader) is not { } strong || Count(shared, "weak", reader) is not { } weak) return null;
        // All strong owners together count as one weak reference.
        string counts = $"{name}(strong={strong}, weak={(strong > 0 ? weak - 1 : weak)})";
        return strong == 0 ? ValueView.Of(counts) : new ValueView { Label = counts + " ", Alias = held, Target = held, AliasAccess = "*" };
    }

    private static long? Count(TypedValue block, string name, ObjectReader reader) =>
        ObjectReader.Member(block, name) is { } count && RustStructures.FirstNumber(count) is { } number ? (long?)reader.Number(number) : null;

    public static ValueView? OfCell(string name, TypedValue value)
    {
        if (Inner(value) is not { } held) return null;
        return new ValueView { Label = name, Form = ViewForm.RustStruct, Count = 1, Items = (start, most) => start == 0 && most > 0 ? [new ViewItem("value", held, null)] : [], Target = held };
    }

    public static ValueView? OfRefCell(TypedValue value, ObjectReader reader)
    {
        if (Inner(value) is not { } held || ObjectReader.Member(value, "borrow") is not { } borrow || RustStructures.FirstNumber(borrow) is not { } state || reader.Number(state) is not { } flag) return null;
        int count = unchecked((int)(uint)flag);
        ViewItem[] items = count == 0 ? [new("value", held, null)] : [new("value", held, null), new("borrow", state, null)];
        return new ValueView { Label = "RefCell", Form = ViewForm.RustStruct, Count = items.Length, Items = (start, most) => [.. items.Skip((int)start).Take(most)], Target = held };
    }

    // UnsafeCell inside Cell inside ...: the member is called value at each level.
    private static TypedValue? Inner(TypedValue value)
    {
        TypedValue? inner = ObjectReader.Member(value, "value");
        while (inner is not null && inner.Type.Bare() is TypeInfo.Structure { TagName: { } tag } && RustNames.Path(tag) == "core::cell::UnsafeCell")
            inner = ObjectReader.Member(inner, "value");
        return inner;
    }

    /// <summary>A borrow of a <c>RefCell</c>: what it refers to.</summary>
    public static ValueView? OfGuard(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "value") is not { } pointer || RustStructures.FirstPointer(pointer) is not { } thin) return null;
        if (!reader.TryPointer(thin, out TypeInfo? target, out ulong address) || address == 0) return null;
        TypedValue held = ObjectReader.Object(target, address);
        return new ValueView { Alias = held, Target = held, AliasAccess = "*" };
    }

    /// <summary>Atomics and non-zero numbers: the number.</summary>
    public static ValueView? OfNumber(TypedValue value)
    {
        TypedValue? number = RustStructures.FirstNumber(value) ?? RustStructures.FirstPointer(value);
        // An AtomicBool keeps a byte.
        if (number is not null && value.Type.Bare() is TypeInfo.Structure { TagName: { } tag } && (tag.EndsWith("AtomicBool", StringComparison.Ordinal) || tag.EndsWith("Atomic<bool>", StringComparison.Ordinal)))
            number = number with { Type = BuiltInTypes.Of(Expressions.Arithmetic.ArithmeticType.Bool) };
        return number is null ? null : new ValueView { Alias = number, Target = number };
    }

    public static ValueView? OfDuration(TypedValue value, ObjectReader reader)
    {
        if (reader.Number(ObjectReader.Member(value, "secs")) is not { } seconds || ObjectReader.Member(value, "nanos") is not { } nanos) return null;
        if (RustStructures.FirstNumber(nanos) is not { } number || reader.Number(number) is not { } fraction) return null;
        if (fraction >= 1_000_000_000) return ValueView.Corrupt("Duration", $"{fraction} nanoseconds in a second");
        // As Duration's Debug: the largest unit that leaves no zero before the point.
        (ulong whole, ulong part, int digits, string unit) = seconds > 0 ? (seconds, fraction, 9, "s")
            : fraction >= 1_000_000 ? (fraction / 1_000_000, fraction % 1_000_000, 6, "ms")
            : fraction >= 1000 ? (fraction / 1000, fraction % 1000, 3, "µs")
            : (fraction, 0UL, 0, "ns");
        string decimals = part == 0 ? "" : "." + part.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return new ValueView { Label = $"{whole}{decimals}{unit}", Form = ViewForm.LabelOnly };
    }
}
