namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A prefix and a node: <c>vtable for X</c>, <c>~X</c>.</summary>
internal sealed class PrefixNode(string prefix, Node inner, string suffix = "") : Node
{
    public override string BaseName => inner.BaseName;

    protected override void WriteLeft(DemangledText text)
    {
        text.Append(prefix);
        inner.Print(text);
        text.Append(suffix);
    }
}
