namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A text that is printed as it is.</summary>
internal sealed class TextNode(string text, string? baseName = null) : Node
{
    public string Value => text;

    public override string BaseName => baseName ?? text;

    protected override void WriteLeft(DemangledText output) => output.Append(text);
}
