using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary><c>BTreeMap</c> and <c>BTreeSet</c>: nodes of up to 11 keys; inner nodes have one edge more than keys.</summary>
internal static class RustTrees
{
    // 6^32 elements at least.
    private const int Deepest = 32;
    private const int MostKeys = 11;

    public static ValueView? OfMap(TypedValue map, ObjectReader reader, bool isSet)
    {
        string name = isSet ? "BTreeSet" : "BTreeMap";
        if (ObjectReader.Argument(map.Type, 0) is not { } key || ObjectReader.Argument(map.Type, 1) is not { } value) return null;
        if (reader.Number(ObjectReader.Member(map, "length")) is not { } length || ObjectReader.Member(map, "root") is not { } root) return null;
        if (length > int.MaxValue) return ValueView.Corrupt(name, $"{length} elements");
        if (length == 0) return new ValueView { Form = ViewForm.RustMap };
        if (Root(root, reader) is not { } node) return null;
        if (node.Height is < 0 or > Deepest) return ValueView.Corrupt(name, $"a tree of height {node.Height}");
        var walk = new Walk(reader, node.Leaf, key, value, isSet);
        if (!walk.IsKnown) return null;
        return new ValueView
        {
            Form = isSet ? ViewForm.RustSet : ViewForm.RustMap,
            Count = (long)length,
            Items = (start, most) => walk.Run(node.Address, (int)node.Height, start, (int)Math.Clamp((long)length - start, 0, most)),
        };
    }

    // Option<NodeRef>: height, and a pointer to a leaf; the pointer is the niche.
    private static (ulong Address, long Height, TypeInfo Leaf)? Root(TypedValue root, ObjectReader reader)
    {
        if (root.Type.Bare() is not TypeInfo.Structure { VariantPart: { } part }) return null;
        foreach (Variant variant in part.Variants)
        {
            if (variant.Members is not [{ Name: "Some" } some]) continue;
            TypedValue held = Expressions.Evaluation.MemberAccess.Select(root, some, some.BitOffset);
            if (ObjectReader.Member(held, "__0") is not { } reference || ObjectReader.Member(reference, "node") is not { } node) return null;
            if (RustStructures.FirstPointer(node) is not { } pointer || !reader.TryPointer(pointer, out TypeInfo? leaf, out ulong address) || address == 0) return null;
            return reader.Number(ObjectReader.Member(reference, "height")) is { } height ? (address, (long)height, leaf) : null;
        }

        return null;
    }

    private sealed class Walk
    {
        private readonly ObjectReader _reader;
        private readonly TypeInfo _leaf, _key, _value;
        private readonly bool _isSet;
        private readonly long _edges;

        public Walk(ObjectReader reader, TypeInfo leaf, TypeInfo key, TypeInfo value, bool isSet)
        {
            (_reader, _leaf, _key, _value, _isSet) = (reader, leaf, key, value, isSet);
            TypedValue probe = ObjectReader.Object(leaf, 0);
            IsKnown = ObjectReader.Member(probe, "len") is not null && ObjectReader.Member(probe, "keys") is not null && ObjectReader.Member(probe, "vals") is not null;
            // repr(C): an inner node is a leaf with the edges behind it.
            _edges = TypeAlignment.Align(leaf.KnownSize() ?? 0, BuiltInTypes.PointerTo(BuiltInTypes.Void));
        }

        public bool IsKnown { get; }

        public List<ViewItem> Run(ulong root, int height, long skip, int most)
        {
            List<ViewItem> items = [];
            long index = 0;
            if (most > 0 && !Visit(root, height, ref index, skip, most, items) && items.Count < most)
                items.Add(new ViewItem($"[{skip + items.Count}]", _reader.Unreached(_isSet ? _key : _value, "a node of the tree cannot be read"), null));
            return items;
        }

        // False when a node cannot be read; the elements come in order.
        private bool Visit(ulong address, int height, ref long index, long skip, int most, List<ViewItem> items)
        {
            TypedValue node = ObjectReader.Object(_leaf, address);
            if (address == 0 || _reader.Number(ObjectReader.Member(node, "len")) is not { } count || count > MostKeys) return false;
            for (int i = 0; i <= (int)count && items.Count < most; i++)
            {
                if (height > 0 && (_reader.Word(address + (ulong)_edges + ((ulong)i * BuiltInTypes.PointerSizeInBytes)) is not { } edge || !Visit(edge, height - 1, ref index, skip, most, items))) return false;
                if (i == (int)count || items.Count >= most) break;
                if (index >= skip) items.Add(Item(node, i, index));
                index++;
            }

            return true;
        }

        private ViewItem Item(TypedValue node, int position, long index)
        {
            TypedValue key = Slot(node, "keys", _key, position);
            if (_isSet) return ViewItems.Element(index, key);
            return new ViewItem($"[{index}]", Slot(node, "vals", _value, position), MapKeys.Access(_reader, key), key);
        }

        // Arrays of MaybeUninit, which has the layout of what it may hold.
        private static TypedValue Slot(TypedValue node, string array, TypeInfo type, int position)
        {
            long size = type.KnownSize() ?? 0;
            return new TypedValue(type, ObjectReader.Member(node, array)!.Location.Slice(position * size * 8, size * 8));
        }
    }
}
