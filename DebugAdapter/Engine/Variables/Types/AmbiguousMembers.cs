using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Members that a class inherits more than once, so that their name alone means none of them.</summary>
/// <remarks>C++ [class.member.lookup].</remarks>
internal static class AmbiguousMembers
{
    /// <summary>The bases that have the member; null when the name is clear, or there is none.</summary>
    public static string[]? In(TypeInfo type, string name)
    {
        if (type.Bare() is not TypeInfo.Structure { Bases.IsEmpty: false }) return null;
        Dictionary<string, TypeInfo> found = new(StringComparer.Ordinal);
        int visits = 0;
        Collect(type, name, "", found, ref visits);
        // What a derived class declares hides what its virtual base has, on every way.
        List<KeyValuePair<string, TypeInfo>> left = [.. found.Where(part => !found.Any(other => VirtualBases.Has(other.Value, part.Value)))];
        return left.Count > 1 ? [.. left.Select(part => part.Value.Name).Distinct(StringComparer.Ordinal)] : null;
    }

    // Each part of the object by the way to it; a virtual base is one part, whatever the way.
    private static void Collect(TypeInfo type, string name, string way, Dictionary<string, TypeInfo> found, ref int visits)
    {
        if (type.Bare() is not TypeInfo.Structure structure || ++visits > ClassLayout.MostClasses) return;
        if (Declares(structure, name, []))
        {
            found.TryAdd(way, type);
            return;
        }

        for (int i = 0; i < structure.Bases.Length; i++)
        {
            BaseClassInfo parent = structure.Bases[i];
            Collect(parent.Type, name, parent.IsVirtual ? $"virtual {parent.Type.Name}" : $"{way}/{i}", found, ref visits);
        }
    }

    // Itself or in what has no name. A damaged class may be a part of itself.
    private static bool Declares(TypeInfo.Structure structure, string name, HashSet<TypeInfo> seen) => seen.Add(structure) && seen.Count <= ClassLayout.MostClasses && structure.Members.Any(m =>
        m.Name == name || (string.IsNullOrEmpty(m.Name) && m.Type.Bare() is TypeInfo.Structure inner && Declares(inner, name, seen)));
}
