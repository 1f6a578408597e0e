using System.Text;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Names of C++ types as people write them: without default arguments of the standard library, and with <c>std::string</c> for what it stands for.</summary>
internal static class CppNames
{
    private static readonly (string Long, string Short)[] Strings =
    [
        ("std::__cxx11::", "std::"),
        ("std::basic_string<char, std::char_traits<char>, std::allocator<char> >", "std::string"),
        ("std::basic_string<char, std::char_traits<char>, std::allocator<char>>", "std::string"),
        ("std::basic_string_view<char, std::char_traits<char> >", "std::string_view"),
        ("std::basic_string_view<char, std::char_traits<char>>", "std::string_view"),
    ];

    // Arguments that nobody writes, as they begin behind a comma.
    private static readonly string[] Defaults = [", std::allocator<", ", std::less<", ", std::default_delete<", ", std::hash<", ", std::equal_to<", ", std::char_traits<"];

    /// <summary>The short name of a type.</summary>
    public static string Of(TypeInfo type) => Shorten(type.Name);

    /// <summary>Shortens a name; a name without <c>std::</c> stays.</summary>
    public static string Shorten(string name)
    {
        if (!name.Contains("std::", StringComparison.Ordinal)) return name;
        foreach ((string full, string brief) in Strings) name = name.Replace(full, brief, StringComparison.Ordinal);
        foreach (string start in Defaults) name = Remove(name, start);
        return name;
    }

    /// <summary>The names between <c>::</c>, outermost first; a template keeps its arguments.</summary>
    public static string[] Split(string name)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] is '<' or '(' or '{') depth++;
            else if (name[i] is '>' or ')' or '}') depth--;
            if (depth > 0 || name[i] != ':' || i + 1 >= name.Length || name[i + 1] != ':') continue;
            parts.Add(name[start..i]);
            start = ++i + 1;
        }

        return [.. parts, name[Math.Min(start, name.Length)..]];
    }

    private static string Remove(string name, string start)
    {
        int at = name.IndexOf(start, StringComparison.Ordinal);
        if (at < 0) return name;
        var text = new StringBuilder();
        int from = 0;
        for (; at >= 0; at = name.IndexOf(start, from, StringComparison.Ordinal))
        {
            text.Append(name, from, at - from);
            from = EndOfArgument(name, at + start.Length);
            // "> >" is one space too many once what stood between is gone.
            if (from + 1 < name.Length && name[from] == ' ' && name[from + 1] == '>') from++;
        }

        return text.Append(name, from, name.Length - from).ToString();
    }

    private static int EndOfArgument(string name, int position)
    {
        for (int open = 1; position < name.Length; position++)
        {
            if (name[position] == '<') open++;
            if (name[position] == '>' && --open == 0) return position + 1;
        }

        return position;
    }
}
