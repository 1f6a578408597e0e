using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Strings, slices, <c>Vec</c> and <c>VecDeque</c>.</summary>
internal static class RustSlices
{
    // No Cortex-M has more memory in one piece.
    private const ulong Largest = 0x2000_0000;

    /// <summary>Fat pointers: a pointer and a length.</summary>
    public static ValueView? Find(string name, TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "data_ptr") is not { } pointer || ObjectReader.Member(value, "length") is not { } length) return null;
        if (!reader.TryPointer(pointer, out TypeInfo? element, out ulong address) || reader.Number(length) is not { } count) return null;
        bool isText = name.EndsWith("str", StringComparison.Ordinal) || name.Contains("Box<str", StringComparison.Ordinal) || element.Bare() is TypeInfo.Base { Encoding: DwAte.Utf };
        return isText ? Text(address, count) : List(reader, element, address, count, "");
    }

    public static ValueView? OfString(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "vec") is not { } vec || Parts(vec, reader) is not { } parts) return null;
        return parts.Length > parts.Capacity ? ValueView.Corrupt("String", $"a length of {parts.Length} in a capacity of {parts.Capacity}") : Text(parts.Address, parts.Length);
    }

    public static ValueView? OfVec(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Argument(value.Type, 0) is not { } element || Parts(value, reader) is not { } parts) return null;
        // Elements without size need no room.
        if (parts.Length > parts.Capacity && element.KnownSize() is > 0) return ValueView.Corrupt("Vec", $"a length of {parts.Length} in a capacity of {parts.Capacity}");
        return List(reader, element, parts.Address, parts.Length, "");
    }

    public static ValueView? OfDeque(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Argument(value.Type, 0) is not { } element || Parts(value, reader) is not { } parts || reader.Number(ObjectReader.Member(value, "head")) is not { } head) return null;
        ulong size = (ulong)(element.KnownSize() ?? 0);
        if (size > 0 && (parts.Length > parts.Capacity || (parts.Capacity > 0 && head >= parts.Capacity)))
            return ValueView.Corrupt("VecDeque", $"{parts.Length} elements from {head} in a ring of {parts.Capacity}");
        long count = (long)parts.Length;
        return new ValueView
        {
            Form = ViewForm.RustList,
            Count = count,
            Items = (start, most) => [.. Enumerable.Range(0, (int)Math.Clamp(count - start, 0, most)).Select(i => ViewItems.Element(start + i,
                ObjectReader.Object(element, parts.Address + ((head + (ulong)(start + i)) % Math.Max(1, parts.Capacity) * size))))],
        };
    }

    // A Vec and a VecDeque own a RawVec: a pointer, a capacity, and nothing else that has a size.
    private static (ulong Address, ulong Length, ulong Capacity)? Parts(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "buf") is not { } buffer || reader.Number(ObjectReader.Member(value, "len")) is not { } length) return null;
        if (RustStructures.FirstPointer(buffer) is not { } pointer || reader.Number(pointer) is not { } address) return null;
        if ((ObjectReader.Member(buffer, "inner", "cap") ?? ObjectReader.Member(buffer, "cap")) is not { } cap || reader.Number(RustStructures.FirstNumber(cap)) is not { } capacity) return null;
        return (address, length, capacity);
    }

    private static ValueView Text(ulong address, ulong length) => length > Largest
        ? ValueView.Corrupt("str", $"a length of {length}")
        : new ValueView { Text = new ViewText(ObjectReader.At(address), (long)length), Count = (long)length };

    private static ValueView List(ObjectReader reader, TypeInfo element, ulong address, ulong length, string label)
    {
        ulong size = (ulong)(element.KnownSize() ?? 0);
        return length > int.MaxValue || length * size > Largest
            ? ValueView.Corrupt("slice", $"a length of {length}")
            : new ValueView { Label = label, Form = ViewForm.RustList, Count = (long)length, Items = ViewItems.Contiguous(reader, element, address, (long)length) };
    }
}
