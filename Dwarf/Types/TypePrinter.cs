using System.Globalization;
using System.Text;

namespace RspDebug.Dwarf.Types;

/// <summary>Writes types as C declarations do: from the name outward, with parentheses where a pointer binds weaker than <c>[]</c> and <c>()</c>.</summary>
internal static partial class TypePrinter
{
    private const int DeepestNesting = 64;

    // What stands for a type that is part of itself.
    private const string Endless = "...";
    private const string Unnamed = "?";

    /// <summary>A declaration of <paramref name="name"/>; without a name the type alone, as in a cast.</summary>
    public static string Declare(TypeInfo type, string name) => Declare(type, name, PrintLimit.OfDeclaration());

    private static string Declare(TypeInfo type, string declarator, PrintLimit limit)
    {
        // A structure may well have members that refer to it by name.
        if (PlainName(type) is { } name) return limit.Count(Join(name, declarator));
        return limit.Enter(type) ? limit.Leave(DeclareDerived(type, declarator, limit)) : Join(Endless, declarator);
    }

    private static string DeclareDerived(TypeInfo type, string declarator, PrintLimit limit)
    {
        switch (type)
        {
            case TypeInfo.Pointer pointer: return Declare(pointer.Target, Wrap(pointer.Target, "*", declarator), limit);
            case TypeInfo.Reference reference: return Declare(reference.Target, Wrap(reference.Target, reference.IsRvalue ? "&&" : "&", declarator), limit);
            case TypeInfo.PointerToMember member:
                return Declare(member.Target, Wrap(member.Target, $"{Declare(member.ContainingType, "", limit)}::*", declarator), limit);
            case TypeInfo.Array array when IsRust(array): return Join(RustArray(array, limit), declarator);
            case TypeInfo.Array array: return Declare(array.Element, declarator + Dimensions(array), limit);
            case TypeInfo.Function function: return Declare(function.ReturnType, declarator + Parameters(function, limit), limit);
            case TypeInfo.Qualified qualified: return DeclareQualified(qualified, declarator, limit);
            default: return Join(Unnamed, declarator);
        }
    }

    private static string DeclareQualified(TypeInfo.Qualified qualified, string declarator, PrintLimit limit)
    {
        TypeInfo target = qualified.Target;
        TypeQualifiers qualifiers = qualified.Qualifiers;
        for (int i = 0; i < DeepestNesting && target is TypeInfo.Qualified inner; i++)
        {
            qualifiers |= inner.Qualifiers;
            target = inner.Target;
        }
        // C has no qualified arrays: const of an array is an array of const (C17, 6.7.3, 9).
        if (target is TypeInfo.Array array)
        {
            TypeInfo.Qualified element = new(null, qualifiers, new Lazy<TypeInfo>(array.Element));
            return Declare(element, declarator + Dimensions(array), limit);
        }
        string words = Words(qualifiers);
        if (words.Length == 0) return Declare(target, declarator, limit);
        // A qualified pointer carries the word behind its star; everything else in front.
        if (target is TypeInfo.Pointer pointer) return Declare(pointer.Target, Wrap(pointer.Target, "* " + words, declarator), limit);
        if (target is TypeInfo.PointerToMember member)
            return Declare(member.Target, Wrap(member.Target, $"{Declare(member.ContainingType, "", limit)}::* {words}", declarator), limit);
        return $"{words} {Declare(target, declarator, limit)}";
    }

    private static string Words(TypeQualifiers qualifiers)
    {
        StringBuilder words = new();
        foreach ((TypeQualifiers flag, string word) in (ReadOnlySpan<(TypeQualifiers, string)>)[
            (TypeQualifiers.Const, "const"), (TypeQualifiers.Volatile, "volatile"), (TypeQualifiers.Restrict, "restrict"), (TypeQualifiers.Atomic, "_Atomic")])
        {
            if ((qualifiers & flag) == TypeQualifiers.None) continue;
            if (words.Length > 0) words.Append(' ');
            words.Append(word);
        }
        return words.ToString();
    }

    private static string Wrap(TypeInfo target, string star, string declarator)
    {
        // gdb's spelling: "* const p", but "* const[2]".
        bool endsWithWord = char.IsLetterOrDigit(star[^1]) && declarator.Length > 0 && declarator[0] != '[';
        string inner = endsWithWord ? $"{star} {declarator}" : star + declarator;
        return BindsTighter(target) ? $"({inner})" : inner;
    }

    private static bool BindsTighter(TypeInfo target)
    {
        for (int i = 0; i < DeepestNesting && target is TypeInfo.Qualified qualified; i++) target = qualified.Target;
        return target is TypeInfo.Array or TypeInfo.Function;
    }

    // [[i32; 3]; 2]: the outermost dimension is written last.
    private static string RustArray(TypeInfo.Array array, PrintLimit limit)
    {
        StringBuilder text = new();
        text.Append('[', array.Dimensions.Length).Append(Declare(array.Element, "", limit));
        foreach (ArrayDimension dimension in array.Dimensions.Reverse()) text.Append(CultureInfo.InvariantCulture, $"; {dimension.Count}]");
        return text.ToString();
    }

    private static bool IsRust(TypeInfo.Array array) => (array.Die ?? array.Element.Die)?.Unit.Language == Constants.DwLang.Rust;

    private static string Dimensions(TypeInfo.Array array)
    {
        StringBuilder text = new();
        foreach (ArrayDimension dimension in array.Dimensions) text.Append('[').Append(dimension.Count).Append(']');
        return array.IsVector ? $" __attribute__ ((vector_size({array.Dimensions[0].Count})))" : text.ToString();
    }

    private static string Parameters(TypeInfo.Function function, PrintLimit limit)
    {
        FunctionParameters parameters = function.Parameters;
        if (parameters.Types.IsEmpty && !parameters.IsVariadic) return parameters.IsPrototyped ? "(void)" : "()";
        List<string> types = [.. parameters.Types.TakeWhile(_ => !limit.IsReached).Select(t => Declare(t, "", limit))];
        if (parameters.IsVariadic || types.Count < parameters.Types.Length) types.Add("...");
        return $"({string.Join(", ", types)})";
    }

    /// <summary>The name of a type that stands for itself; null for one that is made from others.</summary>
    private static string? PlainName(TypeInfo type) => type switch
    {
        TypeInfo.Base named => named.BaseName,
        TypeInfo.Typedef named => named.AliasName,
        TypeInfo.Unspecified named => named.PlainName,
        TypeInfo.Structure structure => Tag(type, Keyword(structure.Kind), structure.TagName),
        TypeInfo.Enumeration enumeration => Tag(type, "enum", enumeration.TagName),
        // Rust's pointers have names: &str, *const u8, alloc::boxed::Box<T>.
        TypeInfo.Pointer { Die: { } die } => die.Unit.Owner.Guard(() => die.GetString(Constants.DwAt.Name), null),
        _ => null,
    };

    private static string Tag(TypeInfo type, string keyword, string? tagName)
    {
        if (tagName is null) return keyword + " {...}";
        // Only C needs the keyword.
        return type.Die is { } die && IsC(die) ? $"{keyword} {tagName}" : tagName;
    }

    private static bool IsC(Info.Die die) => die.Unit.Language is Constants.DwLang.C or Constants.DwLang.C89 or Constants.DwLang.C99 or Constants.DwLang.C11
        or Constants.DwLang.C17 or Constants.DwLang.None or Constants.DwLang.MipsAssembler;

    private static string Keyword(StructureKind kind) => kind switch { StructureKind.Union => "union", StructureKind.Class => "class", _ => "struct" };

    private static string Join(string type, string declarator) => declarator.Length == 0 ? type : $"{type} {declarator}";
}
