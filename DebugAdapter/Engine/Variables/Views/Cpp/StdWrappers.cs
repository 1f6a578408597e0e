using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary>Types that hold one value, or one of several.</summary>
internal static class StdWrappers
{
    private const int MostTupleItems = 64;

    public static ValueView? OfOptional(TypedValue value, ObjectReader reader)
    {
        string name = StdPointers.Named("optional", value);
        if (ObjectReader.Member(value, "_M_payload") is not { } payload || reader.Number(ObjectReader.Member(payload, "_M_engaged")) is not { } engaged) return null;
        if (engaged > 1) return ValueView.Corrupt(name, $"a flag of {engaged}");
        if (engaged == 0) return ValueView.Of($"{name} [no contained value]") with { IsSet = false };
        if ((ObjectReader.Member(payload, "_M_payload", "_M_value") ?? ObjectReader.Member(payload, "_M_value")) is not { } held) return null;
        return Holder(name, "[contained value]", held, ViewForm.Named) with { IsSet = true };
    }

    private static ValueView Holder(string label, string itemName, TypedValue held, ViewForm form) => new()
    {
        Label = label,
        Form = form,
        Count = 1,
        Items = (start, most) => start == 0 && most > 0 ? [new ViewItem(itemName, held, "*")] : [],
        Target = held,
    };

    public static ValueView? OfVariant(TypedValue value, ObjectReader reader)
    {
        if (value.Type.Bare() is not TypeInfo.Structure { TemplateArguments: { IsEmpty: false } alternatives }) return null;
        string name = $"std::variant<{string.Join(", ", alternatives.Select(a => CppNames.Of(a.Type)))}>";
        if (ObjectReader.Member(value, "_M_index") is not { } tag || reader.Number(tag) is not { } index || ObjectReader.Member(value, "_M_u") is not { } storage) return null;
        ulong none = ulong.MaxValue >> (64 - (8 * (int)(tag.Type.KnownSize() ?? 1)));
        if (index == none) return ValueView.Of($"{name} [no contained value]");
        if (index >= (ulong)alternatives.Length) return ValueView.Corrupt(name, $"an index of {index}");
        TypeInfo held = alternatives[(int)index].Type;
        // All alternatives lie at the start of the union.
        return Holder($"{name} [index {index}]", "[contained value]", new TypedValue(held, storage.Location.Slice(0, (held.KnownSize() ?? 0) * 8)), ViewForm.Elements);
    }

    public static ValueView? OfTuple(TypedValue value)
    {
        if (TupleItems(value) is not { } items) return null;
        if (items.Count == 0) return ValueView.Of("empty std::tuple");
        return new ValueView
        {
            Label = "std::tuple containing",
            Form = ViewForm.Named,
            Count = items.Count,
            Items = (start, most) => [.. items.Skip((int)start).Take(most).Select((item, i) => ViewItems.Element(start + i, item))],
        };
    }

    /// <summary>The elements of a tuple: each level of inheritance holds one, and an empty one is a base class itself.</summary>
    public static List<TypedValue>? TupleItems(TypedValue tuple)
    {
        List<TypedValue> items = [];
        TypedValue? level = Base(tuple, "std::_Tuple_impl");
        if (level is null && tuple.Type.Bare() is TypeInfo.Structure { Bases.IsEmpty: false }) return null;
        for (; level is not null && items.Count < MostTupleItems; level = Base(level, "std::_Tuple_impl"))
        {
            if (Base(level, "std::_Head_base") is not { } head) continue;
            TypedValue? item = ObjectReader.Member(head, "_M_head_impl");
            if (item is null && head.Type.Bare() is TypeInfo.Structure { Bases: [{ ByteOffset: { } offset } inherited, ..] })
                item = new TypedValue(inherited.Type, head.Location.Slice(offset * 8, (inherited.Type.KnownSize() ?? 0) * 8));
            if (item is null) return null;
            items.Add(item);
        }

        return items;
    }

    private static TypedValue? Base(TypedValue value, string prefix)
    {
        if (value.Type.Bare() is not TypeInfo.Structure structure) return null;
        foreach (BaseClassInfo parent in structure.Bases)
        {
            if (parent.ByteOffset is { } offset && parent.Type.Bare() is TypeInfo.Structure { TagName: { } tag } && tag.StartsWith(prefix, StringComparison.Ordinal))
                return new TypedValue(parent.Type, value.Location.Slice(offset * 8, (parent.Type.KnownSize() ?? 0) * 8));
        }

        return null;
    }

    public static ValueView? OfAdaptor(string name, TypedValue value) =>
        ObjectReader.Member(value, "c") is { } container ? new ValueView { Label = $"std::{name} wrapping: ", Alias = container, AliasAccess = ".c" } : null;

    public static ValueView? OfAtomic(TypedValue value)
    {
        TypedValue? held = ObjectReader.Member(value, "_M_i") ?? ObjectReader.Member(value, "_M_b", "_M_p") ?? ObjectReader.Member(value, "_M_base", "_M_i") ?? ObjectReader.Member(value, "_M_fp");
        return held is null ? null : new ValueView { Alias = held, AliasAccess = "*", Target = held };
    }

    public static ValueView? OfFunction(TypedValue value, ObjectReader reader, ISymbolNames symbols)
    {
        if (reader.Number(ObjectReader.Member(value, "_M_manager")) is not { } manager || reader.Number(ObjectReader.Member(value, "_M_invoker")) is not { } invoker) return null;
        string name = ObjectReader.Argument(value.Type, 0) is { } signature ? $"std::function<{CppNames.Of(signature)}>" : "std::function";
        if (manager == 0) return ValueView.Of($"{name} (empty)") with { IsSet = false };
        return ValueView.Of($"{name} = 0x{invoker:x}{(symbols.Describe(invoker) is { } symbol ? $" <{symbol}>" : "")}");
    }
}
