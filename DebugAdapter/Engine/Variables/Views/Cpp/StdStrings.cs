using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary><c>std::string</c> and its kin.</summary>
internal static class StdStrings
{
    // More than the address space of any Cortex-M part has memory for.
    private const ulong Largest = 0x1000_0000;

    // The pointer leads into the object itself while the text fits (the small buffer), to the heap otherwise: it is right in both cases.
    public static ValueView? OfString(TypedValue value, ObjectReader reader) =>
        Find("std::string", value, ObjectReader.Member(value, "_M_dataplus", "_M_p"), ObjectReader.Member(value, "_M_string_length"), reader);

    public static ValueView? OfView(TypedValue value, ObjectReader reader) =>
        Find("std::string_view", value, ObjectReader.Member(value, "_M_str"), ObjectReader.Member(value, "_M_len"), reader);

    private static ValueView? Find(string name, TypedValue value, TypedValue? pointer, TypedValue? length, ObjectReader reader)
    {
        if (!reader.TryPointer(pointer, out TypeInfo? character, out ulong address) || reader.Number(length) is not { } count) return null;
        int size = (int)(character.KnownSize() ?? 0);
        if (size is not (1 or 2 or 4)) return null;
        if (count * (ulong)size > Largest) return ValueView.Corrupt(name, $"a length of {count}");
        if (ObjectReader.Member(value, "_M_allocated_capacity") is { } capacity && IsOnHeap(value, address) && reader.Number(capacity) is { } room && room < count)
            return ValueView.Corrupt(name, $"a length of {count} in a capacity of {room}");
        string prefix = character.Bare().Name switch { "char16_t" => "u", "char32_t" => "U", "wchar_t" => "L", "char8_t" => "u8", _ => "" };
        return new ValueView
        {
            Text = new ViewText(ObjectReader.At(address), (long)count, size, prefix),
            Count = (long)count,
            Items = ViewItems.Contiguous(reader, character, address, (long)count),
        };
    }

    private static bool IsOnHeap(TypedValue value, ulong pointer) => ObjectReader.Member(value, "_M_local_buf")?.Address is { } own && own != pointer;
}
