using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Alignment of objects on Arm (AAPCS32, 5.3 and 5.9): where a value lies behind the head of a node.</summary>
internal static class TypeAlignment
{
    // Deeper nesting is corrupt debug information.
    private const int MaxDepth = 32;

    /// <summary>Alignment in bytes.</summary>
    public static int Of(TypeInfo type, int depth = 0)
    {
        if (depth > MaxDepth) return 1;
        switch (type.Bare())
        {
            case TypeInfo.Array array: return Of(array.Element, depth + 1);
            case TypeInfo.Structure structure:
                int largest = 1;
                foreach (MemberInfo member in structure.Members) largest = Math.Max(largest, Of(member.Type, depth + 1));
                foreach (BaseClassInfo parent in structure.Bases) largest = Math.Max(largest, Of(parent.Type, depth + 1));
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
