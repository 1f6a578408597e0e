using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary><c>std::unordered_map</c>, <c>std::unordered_set</c> and their multiple forms: one chain of nodes through all buckets.</summary>
internal static class StdHashTables
{
    public static ValueView? Find(string name, TypedValue value, ObjectReader reader, MapKind kind)
    {
        if (ObjectReader.Member(value, "_M_h") is not { } table || ObjectReader.Argument(table.Type, 1) is not { } element) return null;
        if (reader.Number(ObjectReader.Member(table, "_M_before_begin", "_M_nxt")) is not { } first || reader.Number(ObjectReader.Member(table, "_M_element_count")) is not { } stored) return null;
        if (stored > int.MaxValue) return ValueView.Corrupt($"std::{name}", $"{stored} elements");
        long count = (long)stored, offset = TypeAlignment.Align(BuiltInTypes.PointerSizeInBytes, element);
        return new ValueView
        {
            Label = $"std::{name} with {StdTrees.Elements(count)}",
            Form = kind != MapKind.Set ? ViewForm.Map : ViewForm.Named,
            Count = count,
            Items = (start, most) => Items(reader, element, first, offset, start, (int)Math.Clamp(count - start, 0, most), kind),
        };
    }

    private static List<ViewItem> Items(ObjectReader reader, TypeInfo element, ulong first, long offset, long start, int most, MapKind kind)
    {
        if (most == 0) return [];
        List<ulong> nodes = ViewItems.Walk(first, start, most, node => reader.Word(node), out string? lost);
        List<ViewItem> items = [.. nodes.Select((node, i) => StdTrees.Item(reader, ObjectReader.Object(element, node + (ulong)offset), start + i, kind))];
        if (items.Count < most) items.Add(new ViewItem($"[{start + items.Count}]", reader.Unreached(element, lost ?? "the chain of nodes ends before the count does"), null));
        return items;
    }
}
