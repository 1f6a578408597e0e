namespace RspDebug.Dwarf.Info;

/// <summary>Names of operator functions, whose symbol may hold the letters of template arguments: <c>operator&lt;</c>, <c>operator-&gt;</c>.</summary>
internal static class OperatorName
{
    private const string Word = "operator";

    // Longer ones first: "operator<<" is no "operator<" with arguments. C++17, 16.5 (over.oper); C++20 adds <=>.
    private static readonly string[] Symbols =
    [
        "<=>", "<<=", ">>=", "->*",
        "()", "[]", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--", "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
        "+", "-", "*", "/", "%", "^", "&", "|", "~", "!", "=", "<", ">", ",",
    ];

    /// <summary>Length of the name of an operator without its template arguments; -1 for the name of anything else.</summary>
    /// <param name="name">The innermost name of a function.</param>
    public static int LengthOf(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith(Word)) return -1;
        ReadOnlySpan<char> rest = name[Word.Length..];
        foreach (string symbol in Symbols)
        {
            if (!rest.StartsWith(symbol)) continue;
            ReadOnlySpan<char> behind = rest[symbol.Length..].TrimStart(' ');
            if (behind.IsEmpty || behind[0] == '<') return Word.Length + symbol.Length;
        }
        // Conversions, new, literals; or a longer word.
        return rest.IsEmpty || char.IsLetterOrDigit(rest[0]) || rest[0] == '_' ? -1 : name.Length;
    }
}
