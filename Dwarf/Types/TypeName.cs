using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Types;

/// <summary>A type name taken apart: keyword, name, qualifiers, pointers.</summary>
internal sealed class TypeName
{
    private static readonly string[] NumberWords = ["signed", "unsigned", "short", "long", "int", "char", "double", "float", "_Bool", "bool"];

    private readonly List<(char Star, TypeQualifiers Qualifiers)> _pointers = [];

    private TypeName(string core) => Core = core;

    /// <summary><c>struct</c>, <c>class</c>, <c>union</c> or <c>enum</c>; null without one.</summary>
    public string? Keyword { get; private set; }

    /// <summary>The name itself.</summary>
    public string Core { get; private set; }

    public TypeQualifiers Qualifiers { get; private set; }

    public static TypeName Parse(string text)
    {
        TypeName name = new("");
        int end = text.IndexOfAny(['*', '&']);
        int close = text.LastIndexOf('>');
        if (end >= 0 && close > end) end = text.IndexOfAny(['*', '&'], close);
        name.TakeWords(end < 0 ? text : text[..end]);
        if (end >= 0) name.TakePointers(text[end..]);
        return name;
    }

    /// <summary>Names under which the debug information may have the type.</summary>
    public IEnumerable<string> Spellings()
    {
        string[] words = Core.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Keyword is not null || words.Length == 0 || !words.All(w => NumberWords.Contains(w)))
        {
            yield return Core;
            yield break;
        }
        (string gcc, string llvm) = NumberName(words);
        yield return gcc;
        if (llvm != gcc) yield return llvm;
        if (gcc == "_Bool") yield return "bool";
    }

    /// <summary>One spelling for what compilers name differently, the one programmers use: GCC's <c>long unsigned int</c> becomes <c>unsigned long</c>.</summary>
    public static string Shorten(string name)
    {
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words.All(w => NumberWords.Contains(w)) ? NumberName(words).Llvm : name;
    }

    public bool Accepts(DwTag tag) => Keyword switch
    {
        "struct" or "class" => tag is DwTag.StructureType or DwTag.ClassType,
        "union" => tag == DwTag.UnionType,
        "enum" => tag == DwTag.EnumerationType,
        _ => tag is DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.InterfaceType or DwTag.EnumerationType
            or DwTag.Typedef or DwTag.TemplateAlias or DwTag.BaseType or DwTag.UnspecifiedType,
    };

    /// <summary>A type of C that the image happens not to use; sizes are those of the Arm ABI (AAPCS32, "Fundamental data types").</summary>
    public TypeInfo? BuiltIn(int addressSize)
    {
        string[] words = Core.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Keyword is not null || words.Length == 0 || !words.All(w => NumberWords.Contains(w))) return null;
        string name = NumberName(words).Llvm;
        bool isUnsigned = words.Contains("unsigned");
        if (words.Contains("char")) return TypeInfo.Base.Create(name, words.Contains("signed") ? DwAte.SignedChar : DwAte.UnsignedChar, 1);
        if (words.Contains("_Bool") || words.Contains("bool")) return TypeInfo.Base.Create("_Bool", DwAte.Boolean, 1);
        if (words.Contains("float")) return TypeInfo.Base.Create(name, DwAte.Float, 4);
        if (words.Contains("double")) return TypeInfo.Base.Create(name, DwAte.Float, 8);
        int longs = words.Count(w => w == "long");
        ulong size = words.Contains("short") ? 2 : longs >= 2 ? 8 : longs == 1 ? (ulong)addressSize : 4UL;
        return TypeInfo.Base.Create(name, isUnsigned ? DwAte.Unsigned : DwAte.Signed, size);
    }

    public TypeInfo ApplyPointers(TypeInfo type, int addressSize)
    {
        foreach ((char star, TypeQualifiers qualifiers) in _pointers)
        {
            type = star == '*' ? TypeInfo.PointerTo(type, addressSize) : new TypeInfo.Reference(null, new Lazy<TypeInfo>(type), (ulong)addressSize, isRvalue: false);
            TypeInfo pointer = type;
            if (qualifiers != TypeQualifiers.None) type = new TypeInfo.Qualified(null, qualifiers, new Lazy<TypeInfo>(pointer));
        }
        return type;
    }

    private void TakeWords(string text)
    {
        List<string> words = [];
        foreach (string word in TopWords(text))
        {
            if (QualifierOf(word) is var qualifier && qualifier != TypeQualifiers.None) Qualifiers |= qualifier;
            else if (words.Count == 0 && Keyword is null && word is "struct" or "union" or "enum" or "class") Keyword = word;
            else words.Add(word);
        }
        Core = string.Join(' ', words);
    }

    // Words inside template arguments belong to these.
    private static List<string> TopWords(string text)
    {
        List<string> words = [];
        int start = 0, depth = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ' ';
            if (c is '<' or '(' or '{') depth++;
            else if (c is ')' or '}' || (c == '>' && (i == 0 || text[i - 1] != '-'))) depth--;
            if (i < text.Length && (c != ' ' || depth > 0)) continue;
            if (i > start) words.Add(text[start..i]);
            start = i + 1;
        }
        return words;
    }

    private void TakePointers(string text)
    {
        foreach (string word in text.Replace("*", " * ", StringComparison.Ordinal).Replace("&", " & ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "*" or "&") _pointers.Add((word[0], TypeQualifiers.None));
            else if (_pointers.Count > 0) _pointers[^1] = (_pointers[^1].Star, _pointers[^1].Qualifiers | QualifierOf(word));
        }
    }

    private static TypeQualifiers QualifierOf(string word) => word switch
    {
        "const" => TypeQualifiers.Const,
        "volatile" => TypeQualifiers.Volatile,
        "restrict" or "__restrict" => TypeQualifiers.Restrict,
        "_Atomic" => TypeQualifiers.Atomic,
        _ => TypeQualifiers.None,
    };

    /// <summary>Specifiers come in any order; GCC names the type <c>long unsigned int</c>, LLVM <c>unsigned long</c>.</summary>
    private static (string Gcc, string Llvm) NumberName(string[] words)
    {
        bool isUnsigned = words.Contains("unsigned");
        if (words.Contains("char"))
        {
            string name = isUnsigned ? "unsigned char" : words.Contains("signed") ? "signed char" : "char";
            return (name, name);
        }
        if (words.Contains("bool") || words.Contains("_Bool")) return ("_Bool", "bool");
        if (words.Contains("float")) return ("float", "float");
        if (words.Contains("double")) return words.Contains("long") ? ("long double", "long double") : ("double", "double");
        int longs = words.Count(w => w == "long");
        string length = words.Contains("short") ? "short" : longs >= 2 ? "long long" : longs == 1 ? "long" : "";
        if (length.Length == 0) return isUnsigned ? ("unsigned int", "unsigned int") : ("int", "int");
        return isUnsigned ? ($"{length} unsigned int", $"unsigned {length}") : ($"{length} int", length);
    }
}
