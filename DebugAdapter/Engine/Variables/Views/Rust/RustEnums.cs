using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Enums with data: the variant that the discriminant, or a niche in another field, selects.</summary>
internal static class RustEnums
{
    private const int WordInBytes = 8;

    public static ValueView? Find(TypedValue value, TypeInfo.Structure structure, VariantPart part, ObjectReader reader)
    {
        string name = RustNames.Last(structure.TagName ?? "");
        if (part.Variants.IsEmpty) return ValueView.Corrupt(name, "an enum without variants has no values");
        Variant? variant = part.Variants[0];
        if (part.Discriminant is { } discriminant)
        {
            TypedValue tag = MemberAccess.Select(value, discriminant, discriminant.BitOffset);
            if (Read(tag, reader) is not { } number) return null;
            if ((variant = Select(part, number, tag)) is null) return ValueView.Corrupt(name, $"discriminant {number}");
        }

        if (variant.Members is not [{ } member, ..]) return ValueView.Of(name);
        TypedValue held = MemberAccess.Select(value, member, member.BitOffset);
        if (held.Type.Bare() is not TypeInfo.Structure fields) return null;
        return RustStructures.Find(member.Name ?? RustNames.Last(fields.TagName ?? ""), held, fields) with { Variant = held };
    }

    // Of a 128-bit discriminant, the low half: variants differ there.
    private static ulong? Read(TypedValue tag, ObjectReader reader)
    {
        long size = tag.Type.KnownSize() ?? 0;
        if (size <= WordInBytes) return reader.Number(tag) ?? PointerTag(tag, reader);
        return reader.Number(tag.Location.Slice(0, WordInBytes * 8), WordInBytes);
    }

    // A niche in a pointer.
    private static ulong? PointerTag(TypedValue tag, ObjectReader reader) => reader.Number(tag.Location.Slice(0, BuiltInTypes.PointerSizeInBytes * 8), BuiltInTypes.PointerSizeInBytes);

    // Producers write negative discriminants extended or cut: both sides are cut to the discriminant's size.
    private static Variant? Select(VariantPart part, ulong number, TypedValue tag)
    {
        int size = (int)Math.Clamp(tag.Type.KnownSize() ?? BuiltInTypes.PointerSizeInBytes, 1, WordInBytes);
        ulong mask = ulong.MaxValue >> (64 - (8 * size));
        foreach (Variant variant in part.Variants)
            foreach ((ulong first, ulong last) in variant.Values)
                if (unchecked(number - (first & mask) & mask) <= unchecked((last & mask) - (first & mask) & mask)) return variant;
        return part.Variants.FirstOrDefault(v => v.IsDefault);
    }
}
