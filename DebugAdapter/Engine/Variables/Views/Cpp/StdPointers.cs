using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary>Smart pointers.</summary>
internal static class StdPointers
{
    public static ValueView? OfUnique(TypedValue value, ObjectReader reader)
    {
        // A tuple of pointer and deleter; the deleter is empty as a rule.
        if (ObjectReader.Member(value, "_M_t") is not { } data) return null;
        TypedValue tuple = ObjectReader.Member(data, "_M_t") ?? data;
        return StdWrappers.TupleItems(tuple) is [var pointer, ..] ? Owner(Named("unique_ptr", value), pointer, reader) : null;
    }

    public static ValueView? OfShared(string name, TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "_M_ptr") is not { } pointer || ObjectReader.Member(value, "_M_refcount", "_M_pi") is not { } counts) return null;
        if (!reader.TryPointer(counts, out TypeInfo? type, out ulong address)) return null;
        if (address == 0) return Owner($"{Named(name, value)} (empty)", pointer, reader);
        TypedValue block = ObjectReader.Object(type, address);
        if (reader.Number(ObjectReader.Member(block, "_M_use_count")) is not { } uses || reader.Number(ObjectReader.Member(block, "_M_weak_count")) is not { } weak) return null;
        // All owners together count as one weak reference.
        string state = uses > 0 ? $"use count {(int)uses}, weak count {(int)weak - 1}" : $"expired, weak count {(int)weak}";
        return Owner($"{Named(name, value)} ({state})", pointer, reader);
    }

    public static ValueView? OfReference(TypedValue value, ObjectReader reader) =>
        ObjectReader.Member(value, "_M_data") is { } pointer ? Owner(Named("reference_wrapper", value), pointer, reader) : null;

    private static ValueView? Owner(string label, TypedValue pointer, ObjectReader reader)
    {
        if (!reader.TryPointer(pointer, out TypeInfo? target, out ulong address)) return null;
        return new ValueView
        {
            Label = label,
            Form = ViewForm.Named,
            Count = 1,
            Items = (start, most) => start == 0 && most > 0 ? [new ViewItem("get()", pointer, ".get()")] : [],
            IsSet = address != 0,
            Target = address == 0 || target.IsVoid() ? null : ObjectReader.Object(target, address),
        };
    }

    /// <summary><c>std::unique_ptr&lt;int&gt;</c>: the deleter stays out of it.</summary>
    internal static string Named(string name, TypedValue value) =>
        ObjectReader.Argument(value.Type, 0) is { } argument ? $"std::{name}<{CppNames.Of(argument)}>" : $"std::{name}";
}
