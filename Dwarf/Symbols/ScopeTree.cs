using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>The blocks and inlined calls of one function, flattened in file order: a node's subtree follows it directly.</summary>
internal sealed class ScopeTree
{
    private readonly PackedList<ScopeNode> _nodes = new();
    private readonly List<CodeRange> _ranges = [];

    private ScopeTree()
    {
    }

    public ReadOnlySpan<ScopeNode> Nodes => _nodes.Items;

    /// <summary>Scans a function's DIE; what precedes a damaged DIE is kept.</summary>
    public static ScopeTree Build(FunctionInfo function)
    {
        ScopeTree tree = new();
        tree._nodes.Add(new ScopeNode(function.Die, -1, DwTag.Subprogram, function.Ranges, int.MaxValue));
        function.Unit.Owner.Guard((tree, function), static s => s.tree.Scan(s.function.Die));
        return tree;
    }

    /// <summary>Positions of the nodes that hold an address, from the function inward.</summary>
    public List<int> FindPath(CodeAddress address)
    {
        List<int> path = [0];
        ReadOnlySpan<ScopeNode> nodes = Nodes;
        int i = 1, end = nodes[0].SubtreeEnd;
        // Behind the end of the current node's subtree nothing inside it follows.
        while (i < nodes.Length && i < end)
        {
            if (Holds(nodes[i].Ranges, address))
            {
                path.Add(i);
                end = nodes[i].SubtreeEnd;
                i++;
            }
            else
            {
                i = nodes[i].SubtreeEnd;
            }
        }
        return path;
    }

    private static bool Holds(ImmutableArray<CodeRange> ranges, CodeAddress address)
    {
        foreach (CodeRange range in ranges)
        {
            if (range.Contains(address)) return true;
        }
        return false;
    }

    private void Scan(Die function)
    {
        // Node of the scope at each depth; a block without ranges is transparent and repeats its parent's node.
        List<int> nodeAtDepth = [0];
        DieScanner scanner = new(function.Unit, function.Offset);
        bool more = scanner.MoveNext() && scanner.MoveNext();
        while (more)
        {
            while (nodeAtDepth.Count > scanner.Depth) Close(nodeAtDepth);
            DwTag tag = scanner.Abbreviation.Tag;
            int parent = nodeAtDepth[^1];
            if (IsTransparent(scanner.Abbreviation))
            {
                if (scanner.Abbreviation.HasChildren) nodeAtDepth.Add(parent);
                more = scanner.MoveNext();
                continue;
            }
            if (!IsScope(tag))
            {
                more = scanner.MoveNextSibling();
                continue;
            }
            _ranges.Clear();
            RangeList.Read(scanner.Die, _ranges);
            if (_ranges.Count == 0)
            {
                more = scanner.MoveNextSibling();
                continue;
            }
            _nodes.Add(new ScopeNode(scanner.Die, parent, tag, [.. _ranges], _nodes.Count + 1));
            if (scanner.Abbreviation.HasChildren) nodeAtDepth.Add(_nodes.Count - 1);
            more = scanner.MoveNext();
        }
        while (nodeAtDepth.Count > 1) Close(nodeAtDepth);
    }

    private void Close(List<int> nodeAtDepth)
    {
        int node = nodeAtDepth[^1];
        nodeAtDepth.RemoveAt(nodeAtDepth.Count - 1);
        if (node != 0 && nodeAtDepth[^1] != node) _nodes[node] = _nodes[node] with { SubtreeEnd = _nodes.Count };
    }

    private static bool IsScope(DwTag tag) => tag is DwTag.LexicalBlock or DwTag.InlinedSubroutine or DwTag.TryBlock or DwTag.CatchBlock or DwTag.WithStmt;

    // GCC leaves blocks without code bounds around what it kept of them; gdb reads through these, too.
    private static bool IsTransparent(Abbreviation abbreviation) =>
        abbreviation.Tag is DwTag.LexicalBlock && !abbreviation.Has(DwAt.LowPc) && !abbreviation.Has(DwAt.Ranges);
}
