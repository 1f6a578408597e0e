namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A type with <c>const</c>, <c>volatile</c> or a vendor's word behind it.</summary>
internal sealed class QualifiedNode(Node type, string qualifiers) : Node
{
    public override bool HasRight => type.HasRight;

    public override bool BindsTighter => type.BindsTighter;

    public override string BaseName => type.BaseName;

    protected override void WriteLeft(DemangledText text)
    {
        type.Left(text);
        if (!type.Resolve(text).BindsTighter || type.Resolve(text) is ArrayNode) text.Append(qualifiers);
    }

    // The qualifiers of a function type are those of its object.
    protected override void WriteRight(DemangledText text)
    {
        type.Right(text);
        if (type.Resolve(text).BindsTighter && type.Resolve(text) is not ArrayNode) text.Append(qualifiers);
    }
}
