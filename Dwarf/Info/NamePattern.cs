using System.Text;

namespace RspDebug.Dwarf.Info;

/// <summary>A name as a user types it, to be found among qualified names: <c>sum</c>, <c>Ring::sum</c>, <c>app::Ring&lt;int, 16&gt;::sum</c>.</summary>
/// <remarks>
/// Matches from the end, name by name. A part without template arguments matches any instance; spaces, the suffixes of template numbers on
/// which compilers differ (<c>16</c>, <c>16u</c>, <c>16U</c>), and how arguments spell a type (<see cref="TemplateSpelling"/>) do not count. A
/// parameter list is no part of the name (<see cref="ParameterPattern"/>); what is local to a function, <c>f(int)::Local</c>, goes by its own name.
/// </remarks>
internal sealed class NamePattern
{
    /// <summary>A longer chain of typedefs and qualifiers is damaged.</summary>
    public const int MostTypedefs = 64;

    private readonly List<string> _parts;
    private readonly bool _isAbsolute;

    public NamePattern(string name)
    {
        name = name.Trim();
        _isAbsolute = name.StartsWith("::", StringComparison.Ordinal);
        _parts = Split(TemplateSpelling.Canonicalize(_isAbsolute ? name[2..] : name));
        LastName = WithoutArguments(_parts[^1]);
        Hash = HashOf(Encoding.UTF8.GetBytes(LastName));
    }

    /// <summary>The innermost name without template arguments.</summary>
    public string LastName { get; }

    /// <summary>Hash of <see cref="LastName"/>, as <see cref="HashOf"/> gives it.</summary>
    public uint Hash { get; }

    /// <summary>Only the innermost name is given.</summary>
    public bool IsSimple => _parts.Count == 1 && !_isAbsolute && _parts[0].Length == LastName.Length;

    /// <summary>FNV-1a of a name up to its template arguments.</summary>
    public static uint HashOf(ReadOnlySpan<byte> name)
    {
        const uint OffsetBasis = 2166136261, Prime = 16777619;
        int arguments = name.StartsWith("operator"u8) ? WithoutArguments(Encoding.UTF8.GetString(name)).Length : name.IndexOf((byte)'<');
        if (arguments > 0) name = name[..arguments];
        // Rust names pointers with a table in full: "alloc::boxed::Box<dyn Trait>".
        int scope = arguments > 0 ? name.LastIndexOf("::"u8) : -1;
        if (scope >= 0) name = name[(scope + 2)..];
        uint hash = OffsetBasis;
        foreach (byte b in name) hash = (hash ^ b) * Prime;
        return hash;
    }

    public bool Matches(string qualifiedName)
    {
        List<string> names = Split(TemplateSpelling.Canonicalize(qualifiedName));
        if (names.Count < _parts.Count || (_isAbsolute && names.Count != _parts.Count)) return false;
        for (int i = 1; i <= _parts.Count; i++)
        {
            string wanted = _parts[^i], name = names[^i];
            if (wanted == name) continue;
            if (wanted.Length > WithoutArguments(wanted).Length || wanted != WithoutArguments(name)) return false;
        }
        return true;
    }

    /// <summary>A type as an argument of a template is spelled, for comparison.</summary>
    public static string SpellType(string type) => Split(TemplateSpelling.Canonicalize($"f<{type}>"))[0];

    /// <summary>Where the parameter list that ends a name begins; -1 when none does.</summary>
    public static int OpeningOfList(string name)
    {
        int depth = 0;
        for (int i = name.Length - 1; i >= 0 && name.EndsWith(')'); i--)
        {
            depth += name[i] == ')' ? 1 : name[i] == '(' ? -1 : 0;
            if (depth == 0) return i == 0 || name.AsSpan(0, i).EndsWith("operator") || name.AsSpan(i).SequenceEqual("(anonymous namespace)") ? -1 : i;
        }
        return -1;
    }

    private static string WithoutArguments(string name)
    {
        int end = OperatorName.LengthOf(name);
        if (end < 0) end = name.IndexOf('<', StringComparison.Ordinal);
        return end > 0 ? name[..end] : name;
    }

    /// <summary>Cuts at <c>::</c> outside brackets and brings each part to one spelling.</summary>
    private static List<string> Split(string name)
    {
        List<string> parts = [];
        StringBuilder part = new();
        int depth = 0;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            // No longer one is asked for: a damaged name may have a hundred thousand letters.
            bool isOperator = part.Length is 8 or 9 && name[i - 1] != ' ' && part.ToString() is "operator" or "operator<" or "operator>" or "operator-" or "operator(";
            if (c is '<' or '{' && !isOperator) depth++;
            else if (c is '>' or '}' && !isOperator && !IsArrow(name, i)) depth = Math.Max(0, depth - 1);
            else if (c == '(' && depth == 0 && part.Length > 0 && !(isOperator && part.Length == 8))
            {
                int behind = BehindList(name, i);
                if (behind < 0) break;
                parts.Clear();
                part.Clear();
                i = behind;
                continue;
            }
            if (depth == 0 && c == ':' && i + 1 < name.Length && name[i + 1] == ':')
            {
                parts.Add(part.ToString());
                part.Clear();
                i++;
            }
            else if (c != ' ' && !IsNumberSuffix(name, i, depth))
            {
                part.Append(c);
            }
            else if (c == ' ' && part.Length > 0 && IsWord(part[^1]) && i + 1 < name.Length && IsWord(name[i + 1]))
            {
                // The space of "unsigned int" and "unsigned __int128" separates words; others are decoration.
                part.Append(' ');
            }
        }
        parts.Add(part.ToString());
        return parts;
    }

    // The last character of the "::" behind a parameter list, "(int) const::"; -1 when the name ends with the list.
    private static int BehindList(string name, int open)
    {
        int depth = 0;
        for (int i = open; i < name.Length; i++)
        {
            depth += name[i] == '(' ? 1 : name[i] == ')' ? -1 : 0;
            if (depth > 0) continue;
            int next = name.AsSpan(i + 1).StartsWith(" const") ? i + 1 + " const".Length : i + 1;
            return name.AsSpan(next).StartsWith("::") ? next + 1 : -1;
        }
        return -1;
    }

    // Of the type of a function in Rust: "fn(u8) -> bool".
    private static bool IsArrow(string name, int i) => i > 0 && name[i] == '>' && name[i - 1] == '-';

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsNumberSuffix(string name, int i, int depth)
    {
        if (depth == 0 || name[i] is not ('u' or 'U' or 'l' or 'L')) return false;
        int digit = i - 1;
        while (digit >= 0 && name[digit] is 'u' or 'U' or 'l' or 'L') digit--;
        if (digit < 0 || !char.IsAsciiDigit(name[digit])) return false;
        while (digit >= 0 && char.IsAsciiHexDigit(name[digit])) digit--;
        return digit < 0 || name[digit] is '<' or ',' or ' ' or '-' or '(';
    }
}
