using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary><c>std::deque</c>: a table of pointers to blocks of 512 bytes.</summary>
internal static class StdDeque
{
    private const long BlockInBytes = 512;

    public static ValueView? Find(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "_M_impl", "_M_start") is not { } start || ObjectReader.Member(value, "_M_impl", "_M_finish") is not { } finish) return null;
        if (!reader.TryPointer(ObjectReader.Member(start, "_M_cur"), out TypeInfo? element, out ulong first) || element.KnownSize() is not > 0 and not null) return null;
        ulong size = (ulong)element.KnownSize()!.Value;
        if (reader.Number(ObjectReader.Member(start, "_M_first")) is not { } firstBlock || reader.Number(ObjectReader.Member(start, "_M_node")) is not { } firstNode
            || reader.Number(ObjectReader.Member(finish, "_M_node")) is not { } lastNode || reader.Number(ObjectReader.Member(finish, "_M_cur")) is not { } last
            || reader.Number(ObjectReader.Member(finish, "_M_first")) is not { } lastBlock) return null;
        long each = (long)size < BlockInBytes ? BlockInBytes / (long)size : 1;
        long skipped = (long)(first - firstBlock) / (long)size;
        long count = ((long)(lastNode - firstNode) / BuiltInTypes.PointerSizeInBytes * each) + ((long)(last - lastBlock) / (long)size) - skipped;
        if (first < firstBlock || last < lastBlock || skipped >= each || count is < 0 or > int.MaxValue) return ValueView.Corrupt("std::deque", "its ends do not fit together");
        return new ValueView
        {
            Label = $"std::deque with {StdTrees.Elements(count)}",
            Count = count,
            Items = (from, most) => [.. Enumerable.Range(0, (int)Math.Clamp(count - from, 0, most)).Select(i => ViewItems.Element(from + i, At(from + i)))],
        };

        TypedValue At(long index)
        {
            long position = skipped + index;
            ulong node = firstNode + ((ulong)(position / each) * BuiltInTypes.PointerSizeInBytes);
            return reader.Word(node) is { } block
                ? ObjectReader.Object(element, block + ((ulong)(position % each) * size))
                : reader.Unreached(element, $"the table of its blocks cannot be read at 0x{node:x}");
        }
    }
}
