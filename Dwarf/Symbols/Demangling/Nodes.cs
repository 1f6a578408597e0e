namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A text that is printed as it is.</summary>
internal sealed class TextNode(string text, string? baseName = null) : Node
{
    public string Value => text;

    public override string BaseName => baseName ?? text;

    protected override void WriteLeft(DemangledText output) => output.Append(text);
}

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

/// <summary><c>name&lt;arguments&gt;</c></summary>
internal sealed class TemplateNode(Node name, IReadOnlyList<Node> arguments) : Node
{
    public override string BaseName => name.BaseName;

    protected override void WriteLeft(DemangledText text)
    {
        name.Print(text);
        // operator< <int>
        text.Append(text.Last == '<' ? " <" : "<");
        (int index, int size) = (text.PackIndex, text.PackSize);
        PrintList(text, arguments);
        (text.PackIndex, text.PackSize) = (index, size);
        // GNU's demangler forgets what it wrote last when an empty pack follows.
        bool endsEmpty = arguments.Count > 0 && arguments[^1] is ListNode { IsEmpty: true };
        text.Append(text.Last == '>' && !endsEmpty ? " >" : ">");
    }
}

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

/// <summary>Nodes one after the other.</summary>
internal sealed class SequenceNode(params Node[] parts) : Node
{
    protected override void WriteLeft(DemangledText text)
    {
        foreach (Node part in parts) part.Print(text);
    }
}

/// <summary>Nodes in brackets, with commas.</summary>
internal sealed class ListNode(string open, IReadOnlyList<Node> items, string close) : Node
{
    public bool IsEmpty => items.Count == 0;

    protected override void WriteLeft(DemangledText text)
    {
        text.Append(open);
        PrintList(text, items);
        text.Append(close);
    }
}

/// <summary>A conversion function, whose type may refer to template arguments that come later.</summary>
internal sealed class ConversionNode(Node type) : Node
{
    protected override void WriteLeft(DemangledText text)
    {
        text.Append("operator ");
        type.Print(text);
    }
}
