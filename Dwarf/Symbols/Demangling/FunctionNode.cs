namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A function type, or with a name a function.</summary>
internal sealed class FunctionNode(Node? name, Node? result, IReadOnlyList<Node> parameters, string qualifiers) : Node
{
    public override bool HasRight => true;

    public override bool BindsTighter => true;

    public override string BaseName => name?.BaseName ?? "";

    protected override void WriteLeft(DemangledText text)
    {
        if (result is not null)
        {
            result.Left(text);
            // A name stands inside the declarator of a function pointer that is returned.
            if (name is not null ? !result.HasRight : true) text.Append(" ");
        }

        name?.Print(text);
    }

    protected override void WriteRight(DemangledText text)
    {
        text.Append("(");
        (int index, int size) = (text.PackIndex, text.PackSize);
        PrintList(text, parameters);
        (text.PackIndex, text.PackSize) = (index, size);
        text.Append(")");
        result?.Right(text);
        text.Append(qualifiers);
    }
}
