using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Alignment of objects on Arm (AAPCS32, 5.3 and 5.9): where a value lies behind the head of a node.</summary>
internal static class TypeAlignment
{
    /// <summary>Alignment in bytes.</summary>
    public static int Of(TypeInfo type) => Of(type, []);

    // A damaged class may be a part of itself: while it is looked at it counts as 1.
    private static int Of(TypeInfo type, Dictionary<TypeInfo, int> known)
    {
        TypeInfo bare = type.Bare();
        if (known.TryGetValue(bare, out int found)) return found;
        if (bare is not (TypeInfo.Array or TypeInfo.Structure)) return OfScalar(bare);
        known.Add(bare, 1);
        if (known.Count > ClassLayout.MostClasses) return 1;
        return known[bare] = bare is TypeInfo.Structure structure ? Of(structure, known) : Of(((TypeInfo.Array)bare).Element, known);
    }

    private static int OfScalar(TypeInfo type) => type is TypeInfo.PointerToMember or TypeInfo.Pointer or TypeInfo.Reference
        ? BuiltInTypes.PointerSizeInBytes
        : (int)Math.Clamp(type.KnownSize() ?? 1, 1, 8);

    // As declared; else by what is inside, unless that lies where only a packed structure has it.
    private static int Of(TypeInfo.Structure structure, Dictionary<TypeInfo, int> known)
    {
        if (structure.Die is { } die && die.TryGet(DwAt.Alignment, out AttributeValue declared) && declared.IsConstant && declared.AsUnsigned() is > 0 and <= int.MaxValue and var given) return (int)given;
        int largest = 1;
        foreach (MemberInfo member in structure.Members)
        {
            int own = Of(member.Type, known);
            if (!member.IsBitField && member.ByteOffset % own != 0) return 1;
            largest = Math.Max(largest, own);
        }

        foreach (BaseClassInfo parent in structure.Bases) largest = Math.Max(largest, Of(parent.Type, known));
        return structure.KnownSize() % largest is 0 or null ? largest : 1;
    }

    /// <summary>The first offset at or behind another one where an object of the type may lie.</summary>
    public static long Align(long offset, TypeInfo type)
    {
        int alignment = Of(type);
        return (offset + alignment - 1) / alignment * alignment;
    }
}
