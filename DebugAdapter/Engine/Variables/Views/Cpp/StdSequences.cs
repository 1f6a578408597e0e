using System.Text;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary>Sequences whose elements follow each other in memory.</summary>
internal static class StdSequences
{
    private const int WordInBits = 32;

    public static ValueView? OfVector(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "_M_impl") is not { } body || ObjectReader.Member(body, "_M_start") is not { } first) return null;
        if (first.Type.IsStructure()) return OfBits(body, first, reader);
        if (!reader.TryPointer(first, out TypeInfo? element, out ulong start) || element.KnownSize() is not > 0 and not null) return null;
        if (reader.Number(ObjectReader.Member(body, "_M_finish")) is not { } end || reader.Number(ObjectReader.Member(body, "_M_end_of_storage")) is not { } limit) return null;
        ulong size = (ulong)element.KnownSize()!.Value;
        if (end < start || limit < end) return ValueView.Corrupt("std::vector", $"it starts at 0x{start:x}, ends at 0x{end:x}, and its storage ends at 0x{limit:x}");
        if ((end - start) % size != 0) return ValueView.Corrupt("std::vector", $"{end - start} bytes are no whole number of elements of {size}");
        long count = (long)((end - start) / size);
        return new ValueView
        {
            Label = $"std::vector of length {count}, capacity {(limit - start) / size}",
            Count = count,
            Items = ViewItems.Contiguous(reader, element, start, count),
        };
    }

    // std::vector<bool>: iterators of a word and a bit number.
    private static ValueView? OfBits(TypedValue body, TypedValue first, ObjectReader reader)
    {
        if (ObjectReader.Member(body, "_M_finish") is not { } last) return null;
        if (reader.Number(ObjectReader.Member(first, "_M_p")) is not { } start || reader.Number(ObjectReader.Member(last, "_M_p")) is not { } end
            || reader.Number(ObjectReader.Member(last, "_M_offset")) is not { } offset || reader.Number(ObjectReader.Member(body, "_M_end_of_storage")) is not { } limit) return null;
        if (end < start || limit < end || offset >= WordInBits) return ValueView.Corrupt("std::vector<bool>", $"it starts at 0x{start:x} and ends at 0x{end:x}, bit {offset}");
        long count = ((long)(end - start) * 8) + (long)offset;
        return new ValueView
        {
            Label = $"std::vector<bool> of length {count}, capacity {(limit - start) * 8}",
            Count = count,
            Items = (skip, most) => Bits(reader, start, skip, (int)Math.Clamp(count - skip, 0, most)),
        };
    }

    private static List<ViewItem> Bits(ObjectReader reader, ulong start, long skip, int count)
    {
        TypeInfo type = BuiltInTypes.Of(ArithmeticType.Bool);
        List<ViewItem> items = [];
        for (long i = skip; i < skip + count; i++)
        {
            ulong address = start + (ulong)(i / 8);
            items.Add(ViewItems.Element(i, new TypedValue(type, ObjectReader.At(address), new BitRange((int)(i % 8), 1))));
        }

        return items;
    }

    public static ValueView? OfArray(TypedValue value)
    {
        if (ObjectReader.Member(value, "_M_elems") is not { } elements) return null;
        // std::array<T, 0> has an empty structure there.
        if (!elements.Type.TryGetElement(out TypeInfo? element, out long? count) || count is null) return new ValueView { Label = "{}" };
        long size = element.KnownSize() ?? 0;
        return new ValueView
        {
            Count = count.Value,
            Items = (start, most) => [.. Enumerable.Range(0, (int)Math.Clamp(count.Value - start, 0, most)).Select(i =>
                ViewItems.Element(start + i, new TypedValue(element, elements.Location.Slice((start + i) * size * 8, size * 8))))],
        };
    }

    public static ValueView? OfSpan(string name, TypedValue value, ObjectReader reader)
    {
        TypedValue? pointer = ObjectReader.Member(value, "_M_ptr") ?? ObjectReader.Member(value, "_M_array");
        if (!reader.TryPointer(pointer, out TypeInfo? element, out ulong address)) return null;
        TypedValue? length = ObjectReader.Member(value, "_M_len") ?? ObjectReader.Member(value, "_M_extent", "_M_extent_value");
        // A span of fixed extent has its length in its type.
        long? known = length is null ? (value.Type.Bare() as TypeInfo.Structure)?.TemplateArguments.ElementAtOrDefault(1)?.Value : (long?)reader.Number(length);
        if (known is not { } count || count < 0) return null;
        return new ValueView { Label = $"std::{name} of length {count}", Count = count, Items = ViewItems.Contiguous(reader, element, address, count) };
    }

    public static ValueView? OfBitset(TypedValue value, ObjectReader reader)
    {
        if (value.Type.Bare() is not TypeInfo.Structure { TemplateArguments: [{ Value: { } count }, ..] } || count is < 0 or > 4096) return null;
        if (ObjectReader.Member(value, "_M_w") is not { } words) return null;
        var digits = new StringBuilder("0b");
        List<ViewItem> items = [];
        for (int i = (int)count - 1; i >= 0; i--)
        {
            if (reader.Number(words.Location.Slice(i / 8 * 8, 8), 1) is not { } bits) return null;
            digits.Append((bits >> (i % 8)) & 1);
            items.Add(ViewItems.Element(i, new TypedValue(BuiltInTypes.Of(ArithmeticType.Bool), words.Location.Slice(i / 8 * 8, 8), new BitRange(i % 8, 1))));
        }

        items.Reverse();
        return new ValueView { Label = count == 0 ? "{}" : digits.ToString(), Form = ViewForm.LabelOnly, Count = count, Items = (start, most) => [.. items.Skip((int)start).Take(most)] };
    }
}
