namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Nodes one after the other.</summary>
internal sealed class SequenceNode(params Node[] parts) : Node
{
    protected override void WriteLeft(DemangledText text)
    {
        foreach (Node part in parts) part.Print(text);
    }
}
