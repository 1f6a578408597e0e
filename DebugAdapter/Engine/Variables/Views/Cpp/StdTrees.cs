using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary><c>std::map</c>, <c>std::set</c> and their multiple forms: red-black trees.</summary>
internal static class StdTrees
{
    // _Rb_tree_node_base: colour, parent, left, right; the value behind them.
    private const uint ParentOffset = 4, LeftOffset = 8, RightOffset = 12;
    private const int HeadSize = 16;

    // A balanced tree of 2^32 nodes is less than 64 levels deep.
    private const int Deepest = 64;

    public static ValueView? Find(string name, TypedValue value, ObjectReader reader, MapKind kind)
    {
        if (ObjectReader.Member(value, "_M_t") is not { } tree || ObjectReader.Argument(tree.Type, 1) is not { } element) return null;
        if (ObjectReader.Member(tree, "_M_impl", "_M_header") is not { Address: { } header } || reader.Number(ObjectReader.Member(tree, "_M_impl", "_M_node_count")) is not { } stored) return null;
        if (stored > int.MaxValue) return ValueView.Corrupt($"std::{name}", $"{stored} elements");
        long count = (long)stored, offset = TypeAlignment.Align(HeadSize, element);
        return new ValueView
        {
            Label = $"std::{name} with {Elements(count)}",
            Form = kind != MapKind.Set ? ViewForm.Map : ViewForm.Named,
            Count = count,
            Items = (start, most) => Items(reader, element, header, offset, start, (int)Math.Clamp(count - start, 0, most), kind),
        };
    }

    /// <summary><c>1 element</c>, <c>2 elements</c></summary>
    public static string Elements(long count) => count == 1 ? "1 element" : $"{count} elements";

    private static List<ViewItem> Items(ObjectReader reader, TypeInfo element, ulong header, long offset, long start, int most, MapKind kind)
    {
        if (most == 0) return [];
        // The header's left is the first node; the walk ends at the header.
        ulong first = reader.Word(header + LeftOffset) ?? 0;
        List<ulong> nodes = ViewItems.Walk(first, start, most, node => Next(reader, node, header), out string? lost);
        List<ViewItem> items = [.. nodes.Select((node, i) => Item(reader, ObjectReader.Object(element, node + (ulong)offset), start + i, kind))];
        if (items.Count < most) items.Add(new ViewItem($"[{start + items.Count}]", reader.Unreached(element, lost ?? "the tree ends before its count does"), null));
        return items;
    }

    /// <summary>An item of a set, or of a map by its pair.</summary>
    public static ViewItem Item(ObjectReader reader, TypedValue value, long index, MapKind kind)
    {
        if (kind == MapKind.Set || ObjectReader.Member(value, "first") is not { } key || ObjectReader.Member(value, "second") is not { } mapped) return ViewItems.Element(index, value);
        return new ViewItem($"[{index}]", mapped, kind == MapKind.Unique ? MapKeys.Access(reader, key) : null, key);
    }

    // The successor in order; null when it cannot be read, also where damage makes the way endless.
    private static ulong? Next(ObjectReader reader, ulong node, ulong header)
    {
        if (reader.Word(node + RightOffset) is not { } right) return null;
        if (right != 0)
        {
            ulong at = right;
            for (int i = 0; i < Deepest; i++)
            {
                if (reader.Word(at + LeftOffset) is not { } left) return null;
                if (left == 0) return at;
                at = left;
            }

            return null;
        }

        for (int i = 0; i < Deepest; i++)
        {
            if (reader.Word(node + ParentOffset) is not { } parent || reader.Word(parent + RightOffset) is not { } sibling) return null;
            if (parent == header) return header;
            if (sibling != node) return parent;
            node = parent;
        }

        return null;
    }
}
