namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A pointer or reference: <c>*</c>, <c>&amp;</c>, <c>&amp;&amp;</c>.</summary>
internal sealed class PointerNode(Node target, string mark) : Node
{
    public Node Target => target;

    public string Mark => mark;

    public override bool HasRight => target.HasRight;

    protected override void WriteLeft(DemangledText text)
    {
        (Node pointee, string shown) = Collapse(text);
        pointee.Left(text);
        if (pointee.Resolve(text).BindsTighter) text.Append(pointee.Resolve(text) is ArrayNode || text.Last != ' ' ? " (" : "(");
        text.Append(shown);
    }

    protected override void WriteRight(DemangledText text)
    {
        (Node pointee, _) = Collapse(text);
        if (pointee.Resolve(text).BindsTighter) text.Append(")");
        pointee.Right(text);
    }

    // [dcl.ref]: a reference to a reference is one reference; && only of && and &&.
    private (Node Target, string Mark) Collapse(DemangledText text)
    {
        (Node node, string shown) = (target, mark);
        for (int i = 0; i < 16 && mark[0] == '&' && node.Resolve(text) is PointerNode { Mark: ['&', ..] } inner; i++)
        {
            if (inner.Mark.Length == 1) shown = inner.Mark;
            node = inner.Target;
        }

        return (node, shown);
    }
}
