using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Alignment of objects on Arm (AAPCS32, 5.3 and 5.9): where a value lies behind the head of a node.</summary>
internal static class TypeAlignment
{
    /// <summary>Alignment in bytes.</summary>
    public static int Of(TypeInfo type) => Of(type, []);

    // A class that was met counts already. A damaged one may be a part of itself.
    private static int Of(TypeInfo type, HashSet<TypeInfo> seen)
    {
        switch (type.Bare())
        {
            case TypeInfo.Array array: return seen.Add(array) ? Of(array.Element, seen) : 1;
            case TypeInfo.Structure structure:
                int largest = 1;
                if (!seen.Add(structure) || seen.Count > ClassLayout.MostClasses) return largest;
                foreach (MemberInfo member in structure.Members) largest = Math.Max(largest, Of(member.Type, seen));
                foreach (BaseClassInfo parent in structure.Bases) largest = Math.Max(largest, Of(parent.Type, seen));
                return largest;
            case TypeInfo.PointerToMember or TypeInfo.Pointer or TypeInfo.Reference: return BuiltInTypes.PointerSizeInBytes;
            default: return (int)Math.Clamp(type.KnownSize() ?? 1, 1, 8);
        }
    }

    /// <summary>The first offset at or behind another one where an object of the type may lie.</summary>
    public static long Align(long offset, TypeInfo type)
    {
        int alignment = Of(type);
        return (offset + alignment - 1) / alignment * alignment;
    }
}
