namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A template parameter: its argument, known at the latest when it is written.</summary>
internal sealed class ParameterNode(Func<Node?> argument) : Node
{
    public override bool HasRight => argument()?.HasRight ?? false;

    public override bool BindsTighter => argument()?.BindsTighter ?? false;

    public override string BaseName => argument()?.BaseName ?? "";

    // A parameter whose argument is the parameter itself stands for nothing: the depth of the text ends it.
    public override Node Resolve(DemangledText text) => argument() is { } node && node != this && text.Enter() ? Leave(text, node.Resolve(text)) : this;

    protected override void WriteLeft(DemangledText text)
    {
        if (argument() is { } node) node.Left(text);
        else text.Append("auto");
    }

    protected override void WriteRight(DemangledText text) => argument()?.Right(text);

    private static Node Leave(DemangledText text, Node node)
    {
        text.Leave();
        return node;
    }
}
