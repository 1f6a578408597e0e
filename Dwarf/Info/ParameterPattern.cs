using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Info;

/// <summary>The parameter list behind a function's name as a user types it, <c>set(int, char const*) const</c>: it chooses among overloads.</summary>
internal sealed class ParameterPattern
{
    private readonly string[][] _parameters;
    private readonly bool _isConst;

    private ParameterPattern(string[][] parameters, bool isConst) => (_parameters, _isConst) = (parameters, isConst);

    /// <summary>The list of a name; null when it has none.</summary>
    public static ParameterPattern? Of(string name, DebugInfo info)
    {
        name = name.Trim();
        bool isConst = name.EndsWith(") const", StringComparison.Ordinal);
        if (isConst) name = name[..^" const".Length];
        int open = NamePattern.OpeningOfList(name);
        if (open < 0) return null;
        string list = name[(open + 1)..^1].Trim();
        return new ParameterPattern(list is "" or "void" ? [] : [.. SplitList(list).Select(p => Spellings(p.Trim(), info))], isConst);
    }

    /// <summary>Whether a function takes these; one of an abstract instance, too.</summary>
    public bool Matches(Die function) => function.Unit.Owner.Guard(() => MatchesParameters(function), false);

    private bool MatchesParameters(Die function)
    {
        // A copy may leave out what it does not use.
        if (function.TryGetOrigin(out Die origin)) function = origin;
        List<Die> parameters = [];
        foreach (Die child in function.Children)
            if (child.Tag == DwTag.FormalParameter) parameters.Add(child);
        bool isMember = parameters.Count > 0 && parameters[0].ReadFlag(DwAt.Artificial);
        bool isConst = isMember && TypeReader.TypeOf(parameters[0]).Stripped is TypeInfo.Pointer { Target: TypeInfo.Qualified target } && target.Qualifiers.HasFlag(TypeQualifiers.Const);
        List<TypeInfo> types = [.. parameters.Where(p => !p.ReadFlag(DwAt.Artificial)).Select(TypeReader.TypeOf)];
        return isConst == _isConst && types.Count == _parameters.Length && types.Zip(_parameters).All(pair => pair.Second.Intersect(Spellings(pair.First)).Any());
    }

    private static string[] Spellings(string typed, DebugInfo info) =>
        info.FindType(typed) is { } type ? [NamePattern.SpellType(typed), .. Spellings(type)] : [NamePattern.SpellType(typed)];

    // By its own name and by what a typedef stands for; const of the parameter itself is no part of the function's type.
    private static IEnumerable<string> Spellings(TypeInfo type)
    {
        for (int i = 0; i < NamePattern.MostTypedefs; i++)
        {
            if (type is TypeInfo.Qualified qualified)
            {
                type = qualified.Target;
                continue;
            }

            yield return NamePattern.SpellType(type.Name);
            if (type is not TypeInfo.Typedef alias) break;
            type = alias.Target;
        }
        yield return NamePattern.SpellType(WithoutTypedefs(type, 0).Name);
    }

    // What pointers and references point to may have a typedef's name, too.
    private static TypeInfo WithoutTypedefs(TypeInfo type, int depth) => depth > NamePattern.MostTypedefs ? type : type switch
    {
        TypeInfo.Typedef alias => WithoutTypedefs(alias.Target, depth + 1),
        TypeInfo.Pointer pointer => TypeInfo.PointerTo(WithoutTypedefs(pointer.Target, depth + 1)),
        TypeInfo.Reference reference => new TypeInfo.Reference(null, new Lazy<TypeInfo>(WithoutTypedefs(reference.Target, depth + 1)), reference.SizeInBytes ?? 0, reference.IsRvalue),
        TypeInfo.Qualified qualified => new TypeInfo.Qualified(null, qualified.Qualifiers, new Lazy<TypeInfo>(WithoutTypedefs(qualified.Target, depth + 1))),
        _ => type,
    };

    private static List<string> SplitList(string list)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        for (int i = 0; i < list.Length; i++)
        {
            if (list[i] is '<' or '(' or '[' or '{') depth++;
            else if (list[i] is '>' or ')' or ']' or '}') depth--;
            if (list[i] != ',' || depth > 0) continue;
            parts.Add(list[start..i]);
            start = i + 1;
        }
        return [.. parts, list[start..]];
    }
}
