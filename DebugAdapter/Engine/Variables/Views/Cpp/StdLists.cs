using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary><c>std::list</c> (next, previous, element) and <c>std::forward_list</c> (next, element).</summary>
internal static class StdLists
{
    // Without a stored size the nodes are counted; beyond this a list is shown as longer.
    private const int MostCounted = 1000;

    public static ValueView? OfList(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "_M_impl", "_M_node") is not { Address: { } head } || ObjectReader.Argument(value.Type, 0) is not { } element) return null;
        if (reader.Word(head) is not { } first) return null;
        return Find("std::list", reader, element, first, head, 2 * BuiltInTypes.PointerSizeInBytes);
    }

    public static ValueView? OfForwardList(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Argument(value.Type, 0) is not { } element || reader.Number(ObjectReader.Member(value, "_M_impl", "_M_head", "_M_next")) is not { } first) return null;
        return Find("std::forward_list", reader, element, first, 0, BuiltInTypes.PointerSizeInBytes);
    }

    private static ValueView? Find(string name, ObjectReader reader, TypeInfo element, ulong first, ulong end, int headSize)
    {
        List<ulong> nodes = [];
        HashSet<ulong> seen = [];
        string? trouble = null;
        for (ulong at = first; at != end && trouble is null;)
        {
            if (nodes.Count >= MostCounted) trouble = $"more than {MostCounted} elements";
            else if (!seen.Add(at)) trouble = $"corrupt: the node at 0x{at:x} comes twice";
            else if (reader.Word(at) is not { } next) trouble = reader.IsPending ? "" : $"corrupt: the node at 0x{at:x} cannot be read";
            else
            {
                nodes.Add(at);
                at = next;
            }
        }

        if (reader.IsPending) return null;
        long offset = TypeAlignment.Align(headSize, element);
        return new ValueView
        {
            Label = trouble is not null ? $"{name} <{trouble}>" : nodes.Count == 0 ? $"empty {name}" : name,
            Form = ViewForm.Named,
            Count = nodes.Count,
            Items = (start, most) => [.. nodes.Skip((int)start).Take(most).Select((node, i) => ViewItems.Element(start + i, ObjectReader.Object(element, node + (ulong)offset)))],
        };
    }
}
