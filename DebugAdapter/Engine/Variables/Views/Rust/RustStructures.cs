using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Structures, tuples and closures.</summary>
internal static class RustStructures
{
    /// <summary>A structure by its fields.</summary>
    /// <param name="name">What stands before the fields; a tuple type's own name is dropped.</param>
    /// <param name="value">The structure.</param>
    /// <param name="structure">Its type.</param>
    public static ValueView Find(string name, TypedValue value, TypeInfo.Structure structure)
    {
        string label = structure.TagName is { } tag && tag.StartsWith('(') ? "" : name.StartsWith("{closure", StringComparison.Ordinal) ? "{closure}" : name;
        // The compiler orders fields as it likes; tuples are read in the order of their numbers, others in that of the source where DWARF keeps it.
        MemberInfo[] fields = [.. structure.Members.Where(m => m.Name is not null)];
        bool isTuple = fields.Length > 0 && fields.All(f => RustNames.IsTupleField(f.Name));
        if (isTuple) Array.Sort(fields, (a, b) => int.Parse(a.Name.AsSpan(2)).CompareTo(int.Parse(b.Name.AsSpan(2))));
        if (fields.Length == 0) return ValueView.Of(label.Length == 0 ? "()" : label);
        return new ValueView
        {
            Label = label,
            Form = isTuple ? fields.Length == 1 && label.Length == 0 ? ViewForm.RustSingle : ViewForm.RustTuple : ViewForm.RustStruct,
            Count = fields.Length,
            Items = (start, most) => [.. fields.Skip((int)start).Take(most).Select(f => Field(value, f, isTuple))],
        };
    }

    private static ViewItem Field(TypedValue value, MemberInfo field, bool isTuple) =>
        new(isTuple ? field.Name![2..] : field.Name!, MemberAccess.Select(value, field, field.BitOffset), "." + field.Name);

    /// <summary>The first pointer inside an object, through its fields in order.</summary>
    public static TypedValue? FirstPointer(TypedValue value, int depth = 0) => First(value, t => t is TypeInfo.Pointer, depth);

    /// <summary>The first number inside an object, through its fields in order.</summary>
    public static TypedValue? FirstNumber(TypedValue value, int depth = 0) => First(value, t => t is TypeInfo.Base { SizeInBytes: > 0 }, depth);

    private static TypedValue? First(TypedValue value, Func<TypeInfo, bool> isWanted, int depth)
    {
        const int MaxDepth = 12;
        if (isWanted(value.Type.Bare())) return value;
        if (depth > MaxDepth || value.Type.Bare() is not TypeInfo.Structure structure) return null;
        return structure.Members.Select(m => First(MemberAccess.Select(value, m, m.BitOffset), isWanted, depth + 1)).FirstOrDefault(v => v is not null);
    }
}
