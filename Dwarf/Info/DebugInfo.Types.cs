using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private const int MostTypesKept = 65536;

    private readonly RecentCache<Die, TypeInfo> _types = new(MostTypesKept, _ => 1);
    private readonly RecentCache<(DwTag Tag, string Name), Die?> _definitions = new(MostNamesKept, _ => 1);

    /// <summary>The type that a type DIE describes.</summary>
    /// <param name="die">A DIE of this image; a declaration gives its definition when the image has one.</param>
    /// <returns>Damage gives a type without size whose name says so.</returns>
    public TypeInfo GetType(Die die) => _types.GetOrAdd(die, this, static (d, _) => TypeReader.Read(d));

    /// <summary>The type of a variable, parameter, member or function result.</summary>
    /// <param name="die">A DIE with <c>DW_AT_type</c>, here or on its origin.</param>
    /// <returns><see cref="TypeInfo.Void"/> without the attribute.</returns>
    public TypeInfo GetTypeOf(Die die) => TypeReader.TypeOf(die);

    /// <summary>The type that a name means in a cast: <c>struct device</c>, <c>device_t *</c>, <c>unsigned long</c>, <c>app::Ring&lt;int, 16&gt;</c>.</summary>
    /// <param name="name">A type name as C writes it, with qualifiers and stars; arrays and function pointers are left to the expression parser.</param>
    /// <param name="preferred">Unit whose types win, usually that of the pc.</param>
    /// <returns>Null when no unit defines such a type.</returns>
    public TypeInfo? FindType(string name, CompilationUnit? preferred = null)
    {
        TypeName parsed = TypeName.Parse(name);
        TypeInfo? type = FindNamedType(parsed, preferred);
        if (type is null) return null;
        if (parsed.Qualifiers != TypeQualifiers.None) type = new TypeInfo.Qualified(null, parsed.Qualifiers, new Lazy<TypeInfo>(type));
        return parsed.ApplyPointers(type, Image.AddressSizeInBytes);
    }

    /// <summary>The definition of a type that some unit only declares.</summary>
    internal Die? FindDefinition(Die declaration, DwTag tag)
    {
        string name = GetQualifiedName(declaration);
        // A definition outside its scope refers back to the declaration: it stands no deeper.
        return _definitions.GetOrAdd((tag, name), this, (key, _) => Guard(() => SearchType("::" + key.Name, t => t == key.Tag || IsStructure(t) && IsStructure(key.Tag), declaration.Unit, LevelOf(declaration)), null));
    }

    private TypeInfo? FindNamedType(TypeName name, CompilationUnit? preferred)
    {
        if (name.Core is "void" && name.Keyword is null) return TypeInfo.Void;
        foreach (string spelling in name.Spellings())
        {
            if (Guard(() => SearchType(spelling, name.Accepts, preferred), null) is { } die) return GetType(die);
        }
        return name.BuiltIn(Image.AddressSizeInBytes);
    }

    private Die? SearchType(string name, Func<DwTag, bool> accepts, CompilationUnit? preferred, NameLevel deepest = NameLevel.Local)
    {
        if (name.Length == 0 || name == "::") return null;
        NamePattern pattern = new(name);
        foreach (CompilationUnit unit in PartsOf(preferred))
        {
            foreach (Die die in FindNamed(unit, pattern, NameFilter.None, IndexedNames.None))
            {
                if (IsMeant(die)) return die;
            }
        }
        NameFilter filter = Indices.FilterFor(pattern);
        for (NameLevel level = NameLevel.Outer; level <= deepest; level++)
        {
            IndexedNames kind = level switch { NameLevel.Outer => IndexedNames.Types, NameLevel.Nested => IndexedNames.NestedTypes, _ => IndexedNames.None };
            foreach (CompilationUnit unit in NamedUnits.Concat(TypeUnits).Concat(Defer(() => SplitTypeUnits)))
            {
                foreach (Die die in FindNamed(unit, pattern, filter, kind))
                {
                    if (IsMeant(die) && LevelOf(die) == level) return die;
                }
            }
        }
        return null;

        bool IsMeant(Die die) => accepts(die.Tag) && !die.HasFlag(DwAt.Declaration) && pattern.Matches(GetQualifiedName(die));
    }

    // Split files are opened as their units are searched: what types they have is known only behind those.
    private static IEnumerable<CompilationUnit> Defer(Func<IEnumerable<CompilationUnit>> units)
    {
        foreach (CompilationUnit unit in units()) yield return unit;
    }

    private static bool IsStructure(DwTag tag) => tag is DwTag.StructureType or DwTag.ClassType;
}
