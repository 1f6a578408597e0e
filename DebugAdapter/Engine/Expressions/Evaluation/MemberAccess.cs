using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <summary>Selects members of structures, unions and classes.</summary>
internal static class MemberAccess
{
    /// <summary>The member of an object, inherited and static ones included.</summary>
    /// <exception cref="ExpressionException">There is no such member.</exception>
    public static TypedValue Find(INameScope scope, TargetView view, TypedValue target, QualifiedName name, int column)
    {
        if (!target.Type.IsStructure())
            throw new ExpressionException($"'{target.Type.Name}' has no members", column, "Only structures, unions, classes and pointers to them have members.");
        TypedValue owner = name.IsSimple ? target : Narrow(scope, view, target, name, column);
        if (AmbiguousMembers.In(owner.Type, name.Last) is { } bases)
            throw new ExpressionException($"'{name.Last}' is ambiguous in '{owner.Type.Name}'", column, $"Name the base class: {string.Join(", ", bases.Select(b => $"{b}::{name.Last}"))}.");
        if ((TryFind(owner, name.Last) ?? TryFindVirtual(view, owner, name.Last)) is { } member) return member;
        if (TryFindShared(scope, owner.Type, name.Last) is { } shared) return shared;
        if (owner.Type.KnownSize() is null)
            throw new ExpressionException($"The members of '{owner.Type.Name}' are not known", column, "The image has only its declaration: cast to a complete type.");
        throw new ExpressionException($"'{owner.Type.Name}' has no member '{name.Last}'", column, Advice(owner.Type));
    }

    /// <summary>Stands for a member that several bases have; null when none or one does.</summary>
    public static TypedValue? FindAmbiguous(TypedValue target, string name) => AmbiguousMembers.In(target.Type, name) is { } bases
        ? new TypedValue(BuiltInTypes.Void, new ValueLocation.Unavailable($"'{name}' is ambiguous: name the base class, {string.Join(" or ", bases.Select(b => $"{b}::{name}"))}"))
        : null;

    /// <summary>The member of an object, or null.</summary>
    public static TypedValue? TryFind(TypedValue target, string name) =>
        target.Type.Bare() is TypeInfo.Structure structure && structure.TryFindMember(name, out MemberInfo? member, out long bitOffset) && member is not null
            ? Select(target, member, bitOffset)
            : null;

    /// <summary>A member that sits in a virtual base class, whose place the object tells; null when there is none.</summary>
    public static TypedValue? TryFindVirtual(TargetView view, TypedValue target, string name) => TryFindVirtual(view, target, name, []);

    private static TypedValue? TryFindVirtual(TargetView view, TypedValue target, string name, HashSet<TypeInfo> seen)
    {
        if (target.Type.Bare() is not TypeInfo.Structure structure || !seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return null;
        if (seen.Count > 1 && TryFind(target, name) is { } own) return own;
        return structure.Bases.Select(b => TryFindVirtual(view, VirtualBases.Locate(view, target, b), name, seen)).FirstOrDefault(m => m is not null);
    }

    /// <summary>A static member or a function of a class or its bases; null when there is none.</summary>
    public static TypedValue? TryFindShared(INameScope scope, TypeInfo type, string name) => TryFindShared(scope, type, name, []);

    private static TypedValue? TryFindShared(INameScope scope, TypeInfo type, string name, HashSet<TypeInfo> seen)
    {
        if (type.Bare() is not TypeInfo.Structure { TagName: not null } structure || !seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return null;
        string[] path = TypeQueries.SplitName(structure);
        // The class's own name is a type, not its constructors.
        if (path[^1].Split('<')[0] == name) return null;
        if (scope.FindObject(new QualifiedName([.. path, name])) is { } own) return own;
        return structure.Bases.Select(b => TryFindShared(scope, b.Type, name, seen)).FirstOrDefault(m => m is not null);
    }

    /// <summary>The class that declares a data member, through bases of bases, and where the member lies in it; null when none does.</summary>
    public static (TypeInfo Class, MemberInfo Member, long BitOffset)? FindDeclaration(TypeInfo type, string name) => FindDeclaration(type, name, []);

    private static (TypeInfo Class, MemberInfo Member, long BitOffset)? FindDeclaration(TypeInfo type, string name, HashSet<TypeInfo> seen)
    {
        if (type.Bare() is not TypeInfo.Structure structure || !seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return null;
        foreach (MemberInfo member in structure.Members)
        {
            if (member.Name == name) return (type, member, member.BitOffset);
            if (member.Name is null && FindDeclaration(member.Type, name, seen) is { } inner) return (type, inner.Member, member.BitOffset + inner.BitOffset);
        }

        return structure.Bases.Select(b => FindDeclaration(b.Type, name, seen)).FirstOrDefault(m => m is not null);
    }

    /// <summary>What stands before the last <c>::</c>.</summary>
    public static QualifiedName ScopeOf(QualifiedName name) => new(name.Parts.RemoveAt(name.Parts.Length - 1), name.IsGlobal);

    /// <summary>A member at a known place of an object.</summary>
    public static TypedValue Select(TypedValue target, MemberInfo member, long offsetInBits)
    {
        if (member.BitSize is not { } bitSize)
            return new TypedValue(member.Type, target.Location.Slice(offsetInBits, (member.Type.KnownSize() ?? 0) * 8));
        // In pieces the bits beside the field may be nowhere.
        if (target.Location is ValueLocation.Split) return new TypedValue(member.Type, target.Location.Slice(offsetInBits, bitSize), new BitRange(0, bitSize));
        var bits = new BitRange((int)(offsetInBits % 8), bitSize);
        return new TypedValue(member.Type, target.Location.Slice(offsetInBits - bits.OffsetInBits, bits.SizeInBytes * 8L), bits);
    }

    // x.Base::member
    private static TypedValue Narrow(INameScope scope, TargetView view, TypedValue target, QualifiedName name, int column)
    {
        QualifiedName owner = ScopeOf(name);
        TypeInfo? type = scope.FindType(owner, tag: null);
        if (type is not null && type.IsSameAs(target.Type)) return target;
        if (type is not null && VirtualBases.Find(view, target, type) is { } part) return part;
        throw new ExpressionException($"'{owner}' is no base class of '{target.Type.Name}'", column, "Name one of its base classes, or leave the qualification out.");
    }

    private static string Advice(TypeInfo type)
    {
        string[] names = [.. ((TypeInfo.Structure)type.Bare()).Members.Select(m => m.Name).OfType<string>().Take(8)];
        return names.Length == 0 ? "It has no members of its own." : $"It has {string.Join(", ", names)}{(names.Length == 8 ? ", ..." : "")}.";
    }
}
