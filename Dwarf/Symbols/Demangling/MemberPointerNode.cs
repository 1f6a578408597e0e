namespace RspDebug.Dwarf.Symbols.Demangling;

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
