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

/// <summary>A pointer to a member of a class.</summary>
internal sealed class MemberPointerNode(Node owner, Node member) : Node
{
    public override bool HasRight => member.HasRight;

    protected override void WriteLeft(DemangledText text)
    {
        member.Left(text);
        text.Append(member.Resolve(text).BindsTighter ? text.Last == ' ' ? "(" : " (" : " ");
        owner.Print(text);
        text.Append("::*");
    }

    protected override void WriteRight(DemangledText text)
    {
        if (member.Resolve(text).BindsTighter) text.Append(")");
        member.Right(text);
    }
}

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

/// <summary><c>pattern...</c>, written once for each element.</summary>
internal sealed class ExpansionNode(Node pattern) : Node
{
    private const int Unknown = -2;

    protected override void WriteLeft(DemangledText text)
    {
        (int index, int size) = (text.PackIndex, text.PackSize);
        (text.PackIndex, text.PackSize) = (Unknown, -1);
        int start = text.Length;
        pattern.Print(text);
        if (text.PackSize == 0) text.Cut(start);
        else if (text.PackSize < 0) text.Append("...");
        int count = text.PackSize;
        for (int i = 1; i < count && !text.HasFailed; i++)
        {
            text.Append(", ");
            (text.PackIndex, text.PackSize) = (i, count);
            pattern.Print(text);
        }

        (text.PackIndex, text.PackSize) = (index, size);
    }
}

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
