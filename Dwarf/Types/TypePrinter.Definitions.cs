using System.Text;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

internal static partial class TypePrinter
{
    /// <summary>One level of detail, as gdb's <c>ptype</c> prints it.</summary>
    public static string Define(TypeInfo type) => Define(type, "", 0, PrintLimit.OfDefinition());

    private static string Define(TypeInfo type, string name, int depth, PrintLimit limit)
    {
        // The core structure or enumeration is spelled out in place of its name, wherever it stands in the declaration.
        (TypeInfo core, string declarator, string words) = Peel(type, name, limit);
        return words + Join(limit.Enter(core) ? limit.Leave(DefineKind(core, depth, limit)) : Endless, declarator);
    }

    private static string DefineKind(TypeInfo core, int depth, PrintLimit limit) => core switch
    {
        TypeInfo.Structure structure => DefineStructure(structure, depth, limit),
        TypeInfo.Enumeration enumeration => DefineEnumeration(enumeration),
        TypeInfo.Array array when IsRust(array) => RustArray(array, limit),
        _ => PlainName(core) ?? Unnamed,
    };

    private static (TypeInfo Core, string Declarator, string Words) Peel(TypeInfo type, string declarator, PrintLimit limit)
    {
        // Qualifiers on the way belong to the next pointer or to the core; those of an array are its elements' (C17, 6.7.3, 9).
        TypeQualifiers qualifiers = TypeQualifiers.None;
        for (int i = 0; i < DeepestNesting; i++)
        {
            switch (type)
            {
                case TypeInfo.Typedef alias: type = alias.Target; continue;
                case TypeInfo.Qualified qualified:
                    qualifiers |= qualified.Qualifiers;
                    type = qualified.Target;
                    continue;
                case TypeInfo.Array array when !IsRust(array):
                    declarator += Dimensions(array);
                    type = array.Element;
                    continue;
                case TypeInfo.Pointer pointer: (type, declarator) = (pointer.Target, Wrap(pointer.Target.Stripped, Star("*"), declarator)); break;
                case TypeInfo.Reference reference: (type, declarator) = (reference.Target, Wrap(reference.Target.Stripped, reference.IsRvalue ? "&&" : "&", declarator)); break;
                case TypeInfo.PointerToMember member:
                    (type, declarator) = (member.Target, Wrap(member.Target.Stripped, Star($"{Declare(member.ContainingType, "", limit)}::*"), declarator));
                    break;
                case TypeInfo.Function function: (type, declarator) = (function.ReturnType, declarator + Parameters(function, limit)); break;
                default: return (type, declarator, WordsBefore());
            }

            qualifiers = TypeQualifiers.None;
        }
        return (type, declarator, WordsBefore());

        string Star(string star) => Words(qualifiers) is { Length: > 0 } words ? $"{star} {words}" : star;
        string WordsBefore() => Words(qualifiers) is { Length: > 0 } words ? words + " " : "";
    }

    private static string DefineStructure(TypeInfo.Structure structure, int depth, PrintLimit limit)
    {
        string indent = new(' ', 4 * depth);
        StringBuilder text = new(Keyword(structure.Kind));
        if (structure.TagName is not null) text.Append(' ').Append(structure.TagName);
        for (int i = 0; i < structure.Bases.Length; i++)
        {
            text.Append(i == 0 ? " : " : ", ").Append(Word(structure.Bases[i].Access)).Append(structure.Bases[i].IsVirtual ? "virtual " : "").Append(structure.Bases[i].Type.Name);
        }
        text.Append(" {\n");
        if (structure.IsDeclaration) return text.Append(indent).Append("    <incomplete type>\n").Append(indent).Append('}').ToString();
        if (structure.Members.IsEmpty && structure.StaticMembers.IsEmpty) text.Append(indent).Append("    <no data fields>\n");
        foreach (MemberInfo member in structure.Members)
        {
            if (member.IsArtificial) continue;
            if (limit.IsReached) return text.Append(indent).Append("    ...\n").Append(indent).Append('}').ToString();
            string declaration = DeclareMember(member, depth, limit);
            text.Append(indent).Append("    ").Append(declaration).Append(member.IsBitField ? $" : {member.BitSize}" : "").Append(";\n");
        }
        foreach (Die member in structure.StaticMembers.TakeWhile(_ => !limit.IsReached))
        {
            text.Append(indent).Append("    static ").Append(Declare(TypeReader.TypeOf(member), member.ReadString(Constants.DwAt.Name) ?? "", limit)).Append(";\n");
        }
        return text.Append(indent).Append('}').ToString();
    }

    // A member whose type has no name is the only place where that type can be seen.
    private static string DeclareMember(MemberInfo member, int depth, PrintLimit limit)
    {
        string name = member.Name ?? "";
        return IsNameless(member.Type) ? Define(member.Type, name, depth + 1, limit) : Declare(member.Type, name, limit);
    }

    private static string Word(Accessibility access) => access switch { Accessibility.Private => "private ", Accessibility.Protected => "protected ", _ => "public " };

    private static bool IsNameless(TypeInfo type)
    {
        for (int i = 0; i < DeepestNesting; i++)
        {
            switch (type)
            {
                case TypeInfo.Structure structure: return structure.TagName is null;
                case TypeInfo.Enumeration enumeration: return enumeration.TagName is null;
                case TypeInfo.Array array: type = array.Element; break;
                case TypeInfo.Pointer pointer: type = pointer.Target; break;
                case TypeInfo.Qualified qualified: type = qualified.Target; break;
                default: return false;
            }
        }
        return false;
    }

    /// <summary>What C++ puts before the names: the enumeration itself when it is scoped, else what is around it.</summary>
    private static string ScopeOf(TypeInfo.Enumeration enumeration)
    {
        string name = enumeration.TagName ?? "";
        if (enumeration.IsScoped) return name + "::";
        int last = name.LastIndexOf("::", StringComparison.Ordinal);
        return last < 0 ? "" : name[..(last + 2)];
    }

    private static string DefineEnumeration(TypeInfo.Enumeration enumeration)
    {
        StringBuilder text = new(enumeration.IsScoped ? "enum class" : "enum");
        if (enumeration.TagName is not null) text.Append(' ').Append(enumeration.TagName);
        bool isCPlusPlus = enumeration.Die is { } die && die.Unit.IsCPlusPlus;
        // The source may not have written it, but the debug information does not tell.
        if (isCPlusPlus && enumeration.HasNamedUnderlying) text.Append(" : ").Append(enumeration.Underlying.Stripped.Name);
        string prefix = isCPlusPlus ? ScopeOf(enumeration) : "";
        text.Append(" {");
        long expected = 0;
        for (int i = 0; i < enumeration.Enumerators.Length; i++)
        {
            Enumerator enumerator = enumeration.Enumerators[i];
            text.Append(i == 0 ? "" : ", ").Append(prefix).Append(enumerator.Name);
            if (enumerator.Value != expected) text.Append(" = ").Append(enumerator.Value);
            expected = unchecked(enumerator.Value + 1);
        }
        return text.Append('}').ToString();
    }
}
