using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Finds base classes, through bases of bases.</summary>
internal static class ClassLayout
{
    // Deeper inheritance is corrupt debug information.
    private const int MaxDepth = 32;

    /// <summary>Offset in bytes of a base class within a class; null when it is none.</summary>
    public static long? FindBase(TypeInfo type, TypeInfo target, int depth = 0)
    {
        if (type.Bare() is not TypeInfo.Structure structure || depth > MaxDepth) return null;
        foreach (BaseClassInfo parent in structure.Bases)
        {
            if (parent.ByteOffset is not { } offset) continue; // virtual: only the object tells where it is
            if (parent.Type.IsSameAs(target)) return offset;
            if (FindBase(parent.Type, target, depth + 1) is { } deeper) return offset + deeper;
        }

        return null;
    }
}
