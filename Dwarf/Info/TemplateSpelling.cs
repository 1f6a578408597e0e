using System.Text;

namespace RspDebug.Dwarf.Info;

/// <summary>Brings template arguments to one spelling: GCC writes <c>short int</c>, LLVM <c>short</c>; sources say <c>const T</c> or <c>T const</c>.</summary>
internal static class TemplateSpelling
{
    // Moving words takes time that grows with the square of the length; a longer name is damaged, or nobody types it.
    private const int LongestName = 16_384;

    private static readonly (string Long, string Short)[] Integers =
    [
        ("short unsigned int", "unsigned short"), ("long long unsigned int", "unsigned long long"), ("long unsigned int", "unsigned long"),
        ("unsigned short int", "unsigned short"), ("unsigned long long int", "unsigned long long"), ("unsigned long int", "unsigned long"),
        ("short int", "short"), ("long long int", "long long"), ("long int", "long"),
    ];

    /// <summary>A name with its template arguments as gdb spells them; names without arguments stay as they are.</summary>
    public static string Canonicalize(string name)
    {
        int open = name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0 || name.Length > LongestName || name.StartsWith("operator<", StringComparison.Ordinal)) return name;
        if (!name.Contains("int", StringComparison.Ordinal) && !name.Contains("const ", StringComparison.Ordinal) && !name.Contains("volatile ", StringComparison.Ordinal)) return name;
        string words = name.Contains(" int", StringComparison.Ordinal) ? ShortenIntegers(name) : name;
        if (words.Contains("const ", StringComparison.Ordinal)) words = MoveQualifier(words, "const ");
        return words.Contains("volatile ", StringComparison.Ordinal) ? MoveQualifier(words, "volatile ") : words;
    }

    private static string ShortenIntegers(string name)
    {
        StringBuilder text = new(name.Length);
        for (int i = 0; i < name.Length;)
        {
            (string size, string spelling) = name[i] is 's' or 'l' or 'u' && (i == 0 || !IsWord(name[i - 1])) ? FindInteger(name, i) : default;
            if (size is null) text.Append(name[i]);
            else text.Append(spelling);
            i += size?.Length ?? 1;
        }
        return text.ToString();
    }

    private static (string Long, string Short) FindInteger(string name, int at)
    {
        foreach ((string Long, string Short) integer in Integers)
        {
            int end = at + integer.Long.Length;
            if (string.CompareOrdinal(name, at, integer.Long, 0, integer.Long.Length) == 0 && (end == name.Length || !IsWord(name[end]))) return integer;
        }
        return default;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    // "const T*" becomes "T const*": the word goes behind the type that it stands before, arguments included.
    private static string MoveQualifier(string name, string word)
    {
        StringBuilder text = new(name);
        for (int at = Find(text, 0, word); at >= 0; at = Find(text, at + 1, word))
        {
            int end = at + word.Length, depth = 0;
            for (; end < text.Length; end++)
            {
                char c = text[end];
                if (c == '<') depth++;
                else if (depth == 0 && c is ',' or '>' or '*' or '&' or '(' or '[') break;
                else if (c == '>') depth--;
            }
            while (end > at + word.Length && text[end - 1] == ' ') end--;
            text.Insert(end, " " + word[..^1]).Remove(at, word.Length);
        }
        return text.ToString();

        static int Find(StringBuilder text, int from, string word)
        {
            for (int i = Math.Max(from, 1); i + word.Length < text.Length; i++)
            {
                // Only where an argument begins: elsewhere it stands behind its type already.
                if (text[i] == word[0] && (text[i - 1] is '<' or ',' || (text[i - 1] == ' ' && i > 1 && text[i - 2] == ',')) && text.ToString(i, word.Length) == word) return i;
            }
            return -1;
        }
    }
}
