using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Finds what an object really is, by the table of virtual functions that it points to.</summary>
/// <remarks>Itanium C++ ABI, 2.5.2: two words before the place that the table pointer names stands the offset to the top of the object.</remarks>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class DynamicTypes(TargetView view, ISymbolNames symbols)
{
    private const string TablePointer = "_vptr";

    /// <summary>Memory was missing: what was given is not the last word.</summary>
    public bool IsPending { get; private set; }

    /// <summary>The whole object of which a base's part is known; the same value when that is all, or when the table is not readable as one.</summary>
    public TypedValue Refine(TypedValue value)
    {
        if (value.IsRaw || value.Address is not { } address || address == 0 || TableOffset(value.Type, []) is not { } offset) return value;
        if (ReadWord(address + (ulong)offset) is not { } table || symbols.FindClassOfTable(table) is not { } actual) return value;
        if (actual.IsSameAs(value.Type) || ReadWord(table - (2 * BuiltInTypes.PointerSizeInBytes)) is not { } top) return value;
        ulong start = unchecked(address + (ulong)offset + (ulong)(int)top) & uint.MaxValue;
        // A table of another object's memory: the static type must lie inside the object that is claimed.
        bool isInside = start <= address && address - start < (ulong)(actual.KnownSize() ?? 0);
        return isInside ? new TypedValue(actual, new ValueLocation.Memory(new(start))) : value;
    }

    private uint? ReadWord(ulong address)
    {
        ValueContents contents = view.ReadNumber(new ValueLocation.Memory(new(address & uint.MaxValue)), BuiltInTypes.PointerSizeInBytes);
        IsPending |= contents is ValueContents.Pending;
        return contents is ValueContents.Available available ? BitConverter.ToUInt32(available.Bytes.Span) : null;
    }

    // What has no table the first time has none the next time. A damaged class may be its own base.
    private static long? TableOffset(TypeInfo type, HashSet<TypeInfo> seen)
    {
        if (type.Bare() is not TypeInfo.Structure structure || !seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return null;
        foreach (MemberInfo member in structure.Members)
            if (member.Name?.StartsWith(TablePointer, StringComparison.Ordinal) == true) return member.ByteOffset;
        foreach (BaseClassInfo parent in structure.Bases)
            if (parent.ByteOffset is { } offset && TableOffset(parent.Type, seen) is { } inner) return offset + inner;
        return null;
    }
}
