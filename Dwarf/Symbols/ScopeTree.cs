using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>The blocks and inlined calls of one function, flattened in file order: a node's subtree follows it directly.</summary>
internal sealed class ScopeTree
{
    private readonly List<ScopeNode> _nodes = [];

    private ScopeTree()
    {
    }

    public IReadOnlyList<ScopeNode> Nodes => _nodes;

    /// <summary>Scans a function's DIE; what precedes a damaged DIE is kept.</summary>
    public static ScopeTree Build(FunctionInfo function)
    {
        ScopeTree tree = new();
        tree._nodes.Add(new ScopeNode(function.Die, -1, DwTag.Subprogram, function.Ranges, int.MaxValue));
        function.Unit.Owner.Guard(() => tree.Scan(function.Die), false);
        return tree;
    }

    /// <summary>Positions of the nodes that hold an address, from the function inward.</summary>
    public List<int> FindPath(CodeAddress address)
    {
        List<int> path = [0];
        int i = 1;
        while (i < _nodes.Count)
        {
            if (Holds(_nodes[i].Ranges, address))
            {
                path.Add(i);
                i++;
            }
            else
            {
                i = _nodes[i].SubtreeEnd;
            }
            // Behind the end of the current node's subtree nothing inside it follows.
            if (i >= _nodes[path[^1]].SubtreeEnd) break;
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

    private bool Scan(Die function)
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
            ImmutableArray<CodeRange> ranges = [.. RangeList.Read(scanner.Die)];
            if (ranges.IsEmpty)
            {
                more = scanner.MoveNextSibling();
                continue;
            }
            _nodes.Add(new ScopeNode(scanner.Die, parent, tag, ranges, _nodes.Count + 1));
            if (scanner.Abbreviation.HasChildren) nodeAtDepth.Add(_nodes.Count - 1);
            more = scanner.MoveNext();
        }
        while (nodeAtDepth.Count > 1) Close(nodeAtDepth);
        return true;
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
