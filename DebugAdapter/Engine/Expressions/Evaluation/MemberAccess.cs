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
    public static TypedValue Find(INameScope scope, TypedValue target, QualifiedName name, int column)
    {
        if (!target.Type.IsStructure())
            throw new ExpressionException($"'{target.Type.Name}' has no members", column, "Only structures, unions, classes and pointers to them have members.");
        TypedValue owner = name.IsSimple ? target : Narrow(scope, target, name, column);
        if (TryFind(owner, name.Last) is { } member) return member;
        if (scope.FindObject(new QualifiedName([.. TypeQueries.SplitName(owner.Type), name.Last])) is { } shared) return shared;
        if (owner.Type.KnownSize() is null)
            throw new ExpressionException($"The members of '{owner.Type.Name}' are not known", column, "The image has only its declaration: cast to a complete type.");
        throw new ExpressionException($"'{owner.Type.Name}' has no member '{name.Last}'", column, Advice(owner.Type));
    }

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
    private static TypedValue Narrow(INameScope scope, TypedValue target, QualifiedName name, int column)
    {
        var owner = new QualifiedName(name.Parts.RemoveAt(name.Parts.Length - 1), name.IsGlobal);
        TypeInfo? type = scope.FindType(owner, tag: null);
        if (type is not null && type.IsSameAs(target.Type)) return target;
        if (type is not null && ClassLayout.FindBase(target.Type, type) is { } offset)
            return new TypedValue(type, target.Location.Slice(offset * 8, (type.KnownSize() ?? 0) * 8));
        throw new ExpressionException($"'{owner}' is no base class of '{target.Type.Name}'", column, "Name one of its base classes, or leave the qualification out.");
    }

    private static string Advice(TypeInfo type)
    {
        string[] names = [.. ((TypeInfo.Structure)type.Bare()).Members.Select(m => m.Name).OfType<string>().Take(8)];
        return names.Length == 0 ? "It has no members of its own." : $"It has {string.Join(", ", names)}{(names.Length == 8 ? ", ..." : "")}.";
    }
}
