namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Elements of a parameter pack as a template argument.</summary>
internal sealed class PackNode(IReadOnlyList<Node> elements) : Node
{
    private Node? Current(DemangledText text)
    {
        if (text.PackSize < 0)
        {
            // Outside of an expansion the whole pack is meant.
            if (text.PackIndex == -1) return null;
            (text.PackSize, text.PackIndex) = (elements.Count, 0);
        }

        return text.PackIndex >= 0 && text.PackIndex < elements.Count ? elements[text.PackIndex] : null;
    }

    public override Node Resolve(DemangledText text) => text.PackIndex != -1 && Current(text) is { } element ? element.Resolve(text) : this;

    public override bool HasRight => elements.Any(e => e.HasRight);

    protected override void WriteLeft(DemangledText text)
    {
        if (text.PackIndex == -1) PrintList(text, elements);
        else Current(text)?.Left(text);
    }

    protected override void WriteRight(DemangledText text)
    {
        if (text.PackIndex != -1) Current(text)?.Right(text);
    }
}
