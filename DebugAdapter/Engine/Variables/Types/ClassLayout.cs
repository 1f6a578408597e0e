using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Finds base classes, through bases of bases.</summary>
internal static class ClassLayout
{
    /// <summary>A class with more bases, through bases of bases, is corrupt debug information.</summary>
    internal const int MostClasses = 200;

    /// <summary>Offset in bytes of a base class within a class; null when it is none.</summary>
    public static long? FindBase(TypeInfo type, TypeInfo target) => FindBase(type, target, []);

    // What has no such base the first time has none the next time. A damaged class may be its own base.
    private static long? FindBase(TypeInfo type, TypeInfo target, HashSet<TypeInfo> seen)
    {
        if (type.Bare() is not TypeInfo.Structure structure || !seen.Add(structure) || seen.Count > MostClasses) return null;
        foreach (BaseClassInfo parent in structure.Bases)
        {
            if (parent.ByteOffset is not { } offset) continue; // virtual: only the object tells where it is
            if (parent.Type.IsSameAs(target)) return offset;
            if (FindBase(parent.Type, target, seen) is { } deeper) return offset + deeper;
        }

        return null;
    }
}
