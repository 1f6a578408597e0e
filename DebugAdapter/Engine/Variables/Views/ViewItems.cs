using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>Items of arrays and of chained nodes.</summary>
internal static class ViewItems
{
    /// <summary>Elements that follow each other in memory.</summary>
    public static Func<long, int, IReadOnlyList<ViewItem>> Contiguous(ObjectReader reader, TypeInfo element, ulong address, long count)
    {
        long size = element.KnownSize() ?? 0;
        return (start, most) =>
        {
            int shown = (int)Math.Clamp(count - start, 0, most);
            reader.Touch(address + (ulong)(start * size), shown * size);
            return [.. Enumerable.Range(0, shown).Select(i => Element(start + i, ObjectReader.Object(element, address + (ulong)((start + i) * size))))];
        };
    }

    /// <summary>An element that a subscript reaches.</summary>
    public static ViewItem Element(long index, TypedValue value) => new($"[{index}]", value, $"[{index}]");

    /// <summary>Walks nodes from the first one; each gives the address of the next, null when it cannot be read.</summary>
    /// <param name="first">Address of the first node.</param>
    /// <param name="skip">Nodes to pass over.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="next">The step.</param>
    /// <param name="lost">The last node that was reached had no readable successor, or the chain is a circle.</param>
    public static List<ulong> Walk(ulong first, long skip, int most, Func<ulong, ulong?> next, out string? lost)
    {
        lost = null;
        List<ulong> nodes = [];
        HashSet<ulong> seen = [];
        ulong at = first;
        for (long i = 0; nodes.Count < most; i++)
        {
            if (!seen.Add(at))
            {
                lost = $"the node at 0x{at:x} comes twice";
                break;
            }

            if (at == 0 || i >= ObjectReader.MaxNodes)
            {
                lost = at == 0 ? "the chain of nodes ends before the count does" : "the chain of nodes does not end";
                break;
            }

            if (i >= skip) nodes.Add(at);
            if (nodes.Count >= most) break;
            if (next(at) is not { } following)
            {
                lost = $"the node at 0x{at:x} cannot be read";
                break;
            }

            at = following;
        }

        return nodes;
    }
}
