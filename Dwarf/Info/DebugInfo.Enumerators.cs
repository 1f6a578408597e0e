using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>The enumeration that has a value of a name, and the value.</summary>
    /// <param name="name">C name, or any end of a qualified name, with or without the enumeration: <c>Green</c>, <c>Color::Green</c>.</param>
    /// <param name="preferred">Unit whose enumerations win, usually that of the pc.</param>
    /// <returns>Null when no unit defines such a value.</returns>
    public (TypeInfo.Enumeration Type, Enumerator Value)? FindEnumerator(string name, CompilationUnit? preferred = null)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        NamePattern pattern = new(name);
        foreach (CompilationUnit unit in PartsOf(preferred))
        {
            foreach (Die die in FindNamed(unit, pattern, NameFilter.None, IndexedNames.None))
            {
                if (Guard(() => ReadEnumerator(die, pattern), null) is { } own) return own;
            }
        }
        NameFilter filter = Indices.FilterFor(pattern);
        foreach (IndexedNames kind in (ReadOnlySpan<IndexedNames>)[IndexedNames.Enumerators, IndexedNames.None])
        {
            foreach (CompilationUnit unit in NamedUnits)
            {
                foreach (Die die in FindNamed(unit, pattern, filter, kind))
                {
                    if (kind != IndexedNames.None && Guard(() => LevelOf(die), NameLevel.Local) == NameLevel.Local) continue;
                    if (Guard(() => ReadEnumerator(die, pattern), null) is { } found) return found;
                }
            }
        }
        return null;
    }

    private (TypeInfo.Enumeration Type, Enumerator Value)? ReadEnumerator(Die die, NamePattern pattern)
    {
        int parent = die.Tag == DwTag.Enumerator ? die.Unit.Index.FindContainer(die.Offset) : -1;
        if (parent < 0 || GetType(new Die(die.Unit, parent)) is not TypeInfo.Enumeration type) return null;
        string own = die.GetString(DwAt.Name) ?? "", scope = type.TagName ?? "";
        int outer = scope.LastIndexOf("::", StringComparison.Ordinal);
        // The names of a plain enumeration belong to the scope around it as well.
        bool isMeant = pattern.Matches($"{scope}::{own}") || pattern.Matches(outer < 0 ? own : $"{scope[..outer]}::{own}");
        return isMeant && type.Enumerators.FirstOrDefault(e => e.Name == own) is { Name: not null } value ? (type, value) : null;
    }
}
