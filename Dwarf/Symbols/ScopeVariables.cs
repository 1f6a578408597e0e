using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Symbols;

/// <summary>Collects the variables of one scope, those included that the compiler kept only in the abstract copy of an inlined function.</summary>
internal static class ScopeVariables
{
    private const int DeepestNesting = 64;

    public static ImmutableArray<VariableInfo> Read(Die scope)
    {
        List<VariableInfo> found = [];
        HashSet<Die> origins = [];
        Collect(scope, found, origins, 0);
        // DWARF 5, 3.3.8.3: what a concrete copy leaves out is to be taken from its abstract origin; it has no location there.
        if (scope.TryGetReference(DwAt.AbstractOrigin, out Die origin)) CollectMissing(origin, found, origins, 0);
        return [.. found.OrderBy(v => v.IsParameter ? 0 : 1)];
    }

    private static void Collect(Die scope, List<VariableInfo> found, HashSet<Die> origins, int depth)
    {
        foreach (Die child in scope.Children)
        {
            DwTag tag = child.Tag;
            if (tag is DwTag.Variable or DwTag.FormalParameter or DwTag.Constant) Add(child, tag, found, origins);
            else if (tag == DwTag.GNUFormalParameterPack && depth < DeepestNesting) Collect(child, found, origins, depth + 1);
            else if (IsTransparent(child, tag) && depth < DeepestNesting) Collect(child, found, origins, depth + 1);
        }
    }

    private static void CollectMissing(Die scope, List<VariableInfo> found, HashSet<Die> origins, int depth)
    {
        foreach (Die child in scope.Children)
        {
            DwTag tag = child.Tag;
            if (tag is DwTag.Variable or DwTag.FormalParameter && !origins.Contains(child)) Add(child, tag, found, origins);
            else if (tag == DwTag.GNUFormalParameterPack && depth < DeepestNesting) CollectMissing(child, found, origins, depth + 1);
        }
    }

    private static void Add(Die die, DwTag tag, List<VariableInfo> found, HashSet<Die> origins)
    {
        if (die.TryGetReference(DwAt.AbstractOrigin, out Die origin)) origins.Add(origin);
        // An external declaration inside a function refers to a global one; only its name is local.
        string? name = die.GetString(DwAt.Name);
        if (name is null && tag != DwTag.FormalParameter) return;
        found.Add(new VariableInfo(die, name ?? "") { IsParameter = tag == DwTag.FormalParameter });
    }

    private static bool IsTransparent(Die die, DwTag tag) =>
        tag == DwTag.LexicalBlock && !die.Abbreviation.Has(DwAt.LowPc) && !die.Abbreviation.Has(DwAt.Ranges);
}
