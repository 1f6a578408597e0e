using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <content>What a value expands to.</content>
internal abstract partial class ValueFormatter
{
    /// <inheritdoc/>
    public ChildCount CountChildren(TypedValue value)
    {
        TypedValue shown = Follow(value) with { IsRaw = value.IsRaw };
        if (Status(shown.Location) is not null) return default;
        if (ViewOf(shown) is { } found) return CountItems(found, 0);
        if (shown.Type.TryGetElement(out TypeInfo? element, out long? count))
            return new ChildCount(0, element.KnownSize() is > 0 ? (int)Math.Clamp(count ?? 0, 0, int.MaxValue) : 0);
        if (shown.Type.TryGetPointee(out TypeInfo? pointee)) return CountPointee(shown, pointee);
        return shown.Type.Bare() is TypeInfo.Structure structure ? new ChildCount(Members(structure).Count, 0) : default;
    }

    private ChildCount CountPointee(TypedValue pointer, TypeInfo pointee)
    {
        if (pointee.IsVoid() || pointee.IsFunction() || PointedTo(pointer, pointee) is not { } target) return default;
        if (target.Type.IsStructure() || target.Type.TryGetElement(out _, out _)) return CountChildren(target with { IsRaw = pointer.IsRaw });
        return target.Type.KnownSize() is > 0 ? new ChildCount(1, 0) : default;
    }

    // Null for a null pointer and for one whose value is not known.
    private TypedValue? PointedTo(TypedValue pointer, TypeInfo pointee) =>
        view.ReadNumber(pointer.Location, BuiltInTypes.PointerSizeInBytes) switch
        {
            ValueContents.Available available when BitConverter.ToUInt32(available.Bytes.Span) is not 0 and var address =>
                _dynamic.Refine(new TypedValue(pointee, new ValueLocation.Memory(new(address)))),
            _ => null,
        };

    /// <inheritdoc/>
    public ImmutableArray<NamedValue> GetChildren(NamedValue parent, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        NamedValue shown = parent with { Value = Follow(parent.Value) with { IsRaw = parent.Value.IsRaw }, EvaluateName = WithoutRaw(parent) };
        if (Status(shown.Value.Location) is not null) return [];
        if (ViewOf(shown.Value) is { } found) return ViewChildren(shown, found, start, count);
        if (shown.Value.Type.TryGetPointee(out TypeInfo? pointee)) return PointeeChildren(shown, pointee, start, count);
        return ObjectChildren(shown, DerivedReference(parent, shown), ".", start, count);
    }

    private ImmutableArray<NamedValue> PointeeChildren(NamedValue pointer, TypeInfo pointee, int start, int count)
    {
        if (!CountPointee(pointer.Value, pointee).Any || PointedTo(pointer.Value, pointee) is not { } target) return [];
        // p->member and (*p)[i], but *p for all else.
        string? followed = pointer.EvaluateName is { } name ? "*" + EvaluateNames.Operand(name) : null;
        if (ViewOf(target) is { } found) return ViewChildren(pointer with { Value = target, EvaluateName = followed }, found, start, count);
        if (DerivedPath(pointer, pointee, target) is { } derived) return ObjectChildren(pointer with { Value = target }, derived, "->", start, count);
        if (target.Type.IsStructure()) return ObjectChildren(pointer with { Value = target }, pointer.EvaluateName, "->", start, count);
        if (target.Type.TryGetElement(out _, out _)) return ObjectChildren(pointer with { Value = target }, followed, ".", start, count);
        return start == 0 && count > 0 ? [new NamedValue(followed ?? "*" + pointer.Name, followed, target, NamedValueKind.Pointee)] : [];
    }

    private ImmutableArray<NamedValue> ObjectChildren(NamedValue parent, string? path, string access, int start, int count)
    {
        if (parent.Value.Type.TryGetElement(out TypeInfo? element, out long? total)) return Elements(parent.Value, path, element, total ?? 0, start, count);
        if (parent.Value.Type.Bare() is not TypeInfo.Structure structure) return [];
        view.Touch(parent.Value.Location, structure.KnownSize() ?? 0);
        return [.. Members(structure).Skip(start).Take(count).Select(m => Child(parent.Value, path, access, m))];
    }

    private ImmutableArray<NamedValue> Elements(TypedValue array, string? path, TypeInfo element, long total, int start, int count)
    {
        long size = element.KnownSize() ?? 0;
        if (size <= 0) return [];
        int shown = (int)Math.Clamp(total - start, 0, count);
        view.Touch(array.Location.Slice(start * size * 8, shown * size * 8), shown * size);
        string? operand = path is null ? null : EvaluateNames.Postfix(path);
        return
        [
            .. Enumerable.Range(start, shown).Select(i => new NamedValue(
                $"[{i}]",
                operand is null ? null : $"{operand}[{i}]",
                new TypedValue(element, array.Location.Slice(i * size * 8, size * 8)),
                NamedValueKind.Element)),
        ];
    }

    // A reference to a base of what it refers to.
    private static string? DerivedReference(NamedValue reference, NamedValue shown)
    {
        if (shown.EvaluateName is not { } name || !reference.Value.Type.TryGetReferred(out TypeInfo? target) || shown.Value.Type == target) return shown.EvaluateName;
        return ClassLayout.FindBase(shown.Value.Type, target) is null ? $"(*({shown.Value.Type.Name} *)0x{shown.Value.Address:x})" : $"static_cast<{shown.Value.Type.Name} &>({name})";
    }

    // A pointer to a base of what it points to: the members are reached through a cast.
    private static string? DerivedPath(NamedValue pointer, TypeInfo pointee, TypedValue target)
    {
        if (target.Type == pointee || !target.Type.IsStructure() || pointer.EvaluateName is not { } name) return null;
        return ClassLayout.FindBase(target.Type, pointee) is null ? $"(({target.Type.Name} *)0x{target.Address:x})" : $"static_cast<{target.Type.Name} *>({name})";
    }

    private NamedValue Child(TypedValue parent, string? path, string access, Part part)
    {
        if (part.Base is { } inherited)
        {
            string? whole = path is null ? null : access == "->" ? "*" + EvaluateNames.Operand(path) : path;
            return new NamedValue(inherited.Type.Name, whole is null ? null : $"static_cast<{inherited.Type.Name} &>({whole})", Parent(parent, inherited), NamedValueKind.BaseClass);
        }

        MemberInfo member = part.Member!;
        string name = member.Name is { Length: > 0 } given ? given : "<anonymous>";
        string? evaluateName = path is null || !IsIdentifier(name) ? null : EvaluateNames.Postfix(path) + access + name;
        return new NamedValue(name, evaluateName, MemberAccess.Select(parent, member, part.OffsetInBits), NamedValueKind.Member);
    }

    // The compiler's own members (_vptr.Shape) and nameless ones cannot be written in C.
    private static bool IsIdentifier(string name) => !char.IsAsciiDigit(name[0]) && name.All(c => c == '_' || char.IsLetterOrDigit(c));

    private readonly record struct Part(MemberInfo? Member, BaseClassInfo? Base, long OffsetInBits);

    // Members of anonymous structures and unions belong to the object around them.
    private static List<Part> Members(TypeInfo.Structure structure)
    {
        List<Part> parts = [.. structure.Bases.Select(b => new Part(null, b, 0))];
        AddMembers(parts, structure, 0, [structure]);
        return parts;
    }

    private const int MostAnonymous = 500;

    // A damaged structure may be an anonymous member of itself.
    private static void AddMembers(List<Part> parts, TypeInfo.Structure structure, long offsetInBits, HashSet<TypeInfo> seen)
    {
        foreach (MemberInfo member in structure.Members)
        {
            long offset = offsetInBits + member.BitOffset;
            if (string.IsNullOrEmpty(member.Name) && member.Type.Bare() is TypeInfo.Structure inner && seen.Count < MostAnonymous && seen.Add(inner)) AddMembers(parts, inner, offset, seen);
            else parts.Add(new Part(member, null, offset));
        }
    }
}
