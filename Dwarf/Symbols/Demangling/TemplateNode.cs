namespace RspDebug.Dwarf.Symbols.Demangling;

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
