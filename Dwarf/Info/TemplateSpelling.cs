using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.Dwarf.Info;

/// <summary>Brings template arguments to one spelling: GCC writes <c>short int</c>, LLVM <c>short</c>; sources say <c>const T</c> or <c>T const</c>.</summary>
internal static partial class TemplateSpelling
{
    private const int TimeLimitInMilliseconds = 1000;

    /// <summary>A name with its template arguments as gdb spells them; names without arguments stay as they are.</summary>
    public static string Canonicalize(string name)
    {
        int open = name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0 || name.StartsWith("operator<", StringComparison.Ordinal)) return name;
        if (!name.Contains("int", StringComparison.Ordinal) && !name.Contains("const ", StringComparison.Ordinal)) return name;
        string words = Integer().Replace(name, static match => Spell(match.ValueSpan));
        return words.Contains("const ", StringComparison.Ordinal) ? MoveConst(words) : words;
    }

    private static string Spell(ReadOnlySpan<char> words)
    {
        bool isUnsigned = words.Contains("unsigned", StringComparison.Ordinal);
        string size = words.Contains("long long", StringComparison.Ordinal) ? "long long" : words.Contains("long", StringComparison.Ordinal) ? "long" : words.Contains("short", StringComparison.Ordinal) ? "short" : "int";
        return isUnsigned ? "unsigned " + size : size;
    }

    // "const T*" becomes "T const*": the word goes behind the type that it stands before, arguments included.
    private static string MoveConst(string name)
    {
        const string Word = "const ";
        StringBuilder text = new(name);
        for (int at = Find(text, 0); at >= 0; at = Find(text, at + 1))
        {
            int end = at + Word.Length, depth = 0;
            for (; end < text.Length; end++)
            {
                char c = text[end];
                if (c == '<') depth++;
                else if (depth == 0 && c is ',' or '>' or '*' or '&' or '(' or '[') break;
                else if (c == '>') depth--;
            }
            while (end > at + Word.Length && text[end - 1] == ' ') end--;
            text.Insert(end, " const").Remove(at, Word.Length);
        }
        return text.ToString();

        static int Find(StringBuilder text, int from)
        {
            for (int i = Math.Max(from, 1); i + Word.Length < text.Length; i++)
            {
                // Only where an argument begins: elsewhere it stands behind its type already.
                if (text[i] == 'c' && (text[i - 1] is '<' or ',' || (text[i - 1] == ' ' && i > 1 && text[i - 2] == ',')) && text.ToString(i, Word.Length) == Word) return i;
            }
            return -1;
        }
    }

    [GeneratedRegex(@"\b(?:(?:short|long long|long) unsigned int|unsigned (?:short|long long|long) int|(?:short|long long|long) int)\b", RegexOptions.ExplicitCapture, TimeLimitInMilliseconds)]
    private static partial Regex Integer();
}
