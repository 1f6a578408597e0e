namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>An array.</summary>
internal sealed class ArrayNode(Node element, Node? size) : Node
{
    public override bool HasRight => true;

    public override bool BindsTighter => true;

    protected override void WriteLeft(DemangledText text) => element.Left(text);

    protected override void WriteRight(DemangledText text)
    {
        text.Append(text.Last == ']' ? "[" : " [");
        size?.Print(text);
        text.Append("]");
        element.Right(text);
    }
}
