namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A conversion function, whose type may refer to template arguments that come later.</summary>
internal sealed class ConversionNode(Node type) : Node
{
    protected override void WriteLeft(DemangledText text)
    {
        text.Append("operator ");
        type.Print(text);
    }
}
