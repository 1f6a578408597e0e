namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>A part of a C++ name. A declaration is written around its name: what stands left of it, then what stands right.</summary>
internal abstract class Node
{
    /// <summary>Something follows behind the name: parameters, array bounds, closing parentheses.</summary>
    public virtual bool HasRight => false;

    /// <summary>A pointer to it needs parentheses.</summary>
    public virtual bool BindsTighter => false;

    /// <summary>The last part of the name, for constructors.</summary>
    public virtual string BaseName => "";

    /// <summary>The node that stands for this one: a template parameter's argument, the element of a pack.</summary>
    public virtual Node Resolve(DemangledText text) => this;

    public void Print(DemangledText text)
    {
        Left(text);
        Right(text);
    }

    public void Left(DemangledText text)
    {
        if (text.Enter()) WriteLeft(text);
        text.Leave();
    }

    public void Right(DemangledText text)
    {
        if (text.Enter()) WriteRight(text);
        text.Leave();
    }

    protected abstract void WriteLeft(DemangledText text);

    protected virtual void WriteRight(DemangledText text) { }

    /// <summary>Nodes with commas between them; what prints nothing (an empty pack) gets none.</summary>
    public static void PrintList(DemangledText text, IReadOnlyList<Node> nodes)
    {
        bool any = false;
        foreach (Node node in nodes)
        {
            int before = text.Length;
            if (any) text.Append(", ");
            int start = text.Length;
            node.Print(text);
            if (text.Length == start) text.Cut(before);
            else any = true;
        }
    }
}
