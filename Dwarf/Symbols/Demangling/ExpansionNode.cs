namespace RspDebug.Dwarf.Symbols.Demangling;

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
