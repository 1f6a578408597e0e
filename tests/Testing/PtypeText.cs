using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.Testing;

/// <summary>Brings gdb's <c>ptype</c> and our definitions of types into one spelling.</summary>
public static partial class PtypeText
{
    /// <summary>Lays lines out alike, and drops what gdb says about member functions and access, which are not data.</summary>
    public static string Lines(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.EndsWith(':') && !(l.EndsWith(';') && MemberFunction().IsMatch(l)));
        return string.Join('\n', lines);
    }

    // "void push(T);", "virtual int area() const;" but not "int (*on_event)(int);".
    [GeneratedRegex(@"^[^(]*\w\([^*]*\)( const)?;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MemberFunction();

    /// <summary>
    /// Without the keywords that only C needs, with one spelling of bool and of unsigned template arguments, and without the name of the type
    /// itself: a nameless C structure has that of its typedef in C++. What is nested twice in nameless types is left out, as gdb does.
    /// </summary>
    public static string Normalize(string text, string name)
    {
        name = SizeFirst().Replace(name, "unsigned ${size}");
        text = TemplateNumber().Replace(SizeFirst().Replace(text, "unsigned ${size}"), "u").Replace("_Bool", "bool", StringComparison.Ordinal).Replace("<no data fields>\n", "", StringComparison.Ordinal);
        StringBuilder result = new();
        int depth = 0;
        text = Underlying().Replace(text, "");
        foreach (string raw in Keyword().Replace(Lines(text), "").Split('\n'))
        {
            string own = SpellArguments(TemplateNumber().Replace(Keyword().Replace(name, ""), "u")), line = SpellArguments(raw);
            if (line == "type = struct {" || line == $"type = {own} {{") line = "type = {";
            if (line.StartsWith('}')) depth--;
            if (depth < 2 || (depth == 2 && !line.StartsWith('}') && !line.EndsWith('{'))) result.Append(line).Append('\n');
            else if (depth == 2 && line.StartsWith('}')) result.Append("{...}").Append(line.AsSpan(1)).Append('\n');
            if (line.EndsWith('{')) depth++;
        }
        // Static members are listed among the others or behind them.
        string[] lines = result.ToString().TrimEnd().Split('\n');
        return string.Join('\n', lines.Where(line => !line.StartsWith("static ", StringComparison.Ordinal)).Concat(lines.Where(line => line.StartsWith("static ", StringComparison.Ordinal))));
    }

    // Between the brackets of a template, gdb writes "short" and "T const", DWARF "short int" and "const T".
    private static string SpellArguments(string line)
    {
        StringBuilder result = new();
        int depth = 0;
        foreach (string token in Token().Matches(line).Select(match => match.Value))
        {
            if (token == "<") depth++;
            else if (token == ">") depth--;
            if (depth == 0 || (token is not ("const" or " ") && (token != "int" || !IsAfterSize(result)))) result.Append(token);
        }
        return result.ToString();

        static bool IsAfterSize(StringBuilder text) => text.ToString() is var before && (before.EndsWith("short", StringComparison.Ordinal) || before.EndsWith("long", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\w+|\W", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    // gdb shows it when its language is set to C++.
    [GeneratedRegex(@"(?<=^type = enum[^{]*?) : [\w ]+(?= \{)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Underlying();

    // GCC's "long unsigned int".
    [GeneratedRegex(@"\b(?<size>short|long( long)?) unsigned int\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SizeFirst();

    [GeneratedRegex(@"(?<=\b\d+)U\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TemplateNumber();

    [GeneratedRegex(@"\b(struct|class|union|enum) (?=\w|\{\.\.\.\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keyword();
}
