namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary><c>scope::name</c></summary>
internal sealed class NestedNode(Node scope, Node name) : Node
{
    public override string BaseName => name.BaseName;

    protected override void WriteLeft(DemangledText text)
    {
        scope.Print(text);
        text.Append("::");
        name.Print(text);
    }
}
