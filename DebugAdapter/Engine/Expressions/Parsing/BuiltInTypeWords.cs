namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>The keywords that begin a type and how a run of them is normalised.</summary>
internal static class BuiltInTypeWords
{
    // stdint.h and stddef.h, so that (uint8_t)x works in an image whose units never use the name.
    private static readonly HashSet<string> Standard = new(StringComparer.Ordinal)
    {
        "int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t", "int64_t", "uint64_t",
        "intptr_t", "uintptr_t", "size_t", "ssize_t", "ptrdiff_t", "intmax_t", "uintmax_t",
    };

    public static bool IsStandard(string name) => Standard.Contains(name);

    public static bool IsTag(string word) => word is "struct" or "union" or "class" or "enum" or "typename";

    public static bool IsQualifier(string word) =>
        word is "const" or "volatile" or "restrict" or "__restrict" or "_Atomic";

    public static bool Contains(string word) => word is "void" or "char" or "short" or "int" or "long" or "float" or "double"
        or "signed" or "unsigned" or "bool" or "_Bool" or "wchar_t" or "char8_t" or "char16_t" or "char32_t";

    /// <summary>C11, 6.7.2: <c>long unsigned int</c> and <c>unsigned long</c> are one type. Null when the words do not make one.</summary>
    public static string? Normalise(IReadOnlyCollection<string> words)
    {
        int longs = words.Count(w => w == "long");
        bool isUnsigned = words.Contains("unsigned", StringComparer.Ordinal);
        bool isSigned = words.Contains("signed", StringComparer.Ordinal);
        string[] rest = words.Where(w => w is not ("long" or "unsigned" or "signed")).ToArray();
        bool hasSign = isUnsigned || isSigned;
        if (longs > 2 || words.Count - longs - rest.Length > 1) return null;
        string sign = isUnsigned ? "unsigned " : "";
        return rest switch
        {
            [] or ["int"] => longs switch { 0 => words.Count == 0 ? null : $"{sign}int", 1 => $"{sign}long", _ => $"{sign}long long" },
            ["short"] or ["short", "int"] or ["int", "short"] when longs == 0 => $"{sign}short",
            ["char"] when longs == 0 => isSigned ? "signed char" : $"{sign}char",
            ["double"] when longs < 2 && !hasSign => longs == 1 ? "long double" : "double",
            [var one] when longs == 0 && !hasSign && one is not ("short" or "char") => one == "_Bool" ? "bool" : one,
            _ => null,
        };
    }
}
