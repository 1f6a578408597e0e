namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Nodes in brackets, with commas.</summary>
internal sealed class ListNode(string open, IReadOnlyList<Node> items, string close) : Node
{
    public bool IsEmpty => items.Count == 0;

    protected override void WriteLeft(DemangledText text)
    {
        text.Append(open);
        PrintList(text, items);
        text.Append(close);
    }
}
