using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Tests.Expressions;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>The kinds of differences that are meant: one a line, <c>KIND || SUBJECT || OURS || GDB'S || reason</c>, the first four one regular expression.</summary>
internal sealed class KnownDifferences
{
    private const string Between = " || ";

    private readonly List<(Regex Pattern, string Line)> _rules;
    private readonly KnownDifferences? _common;

    private KnownDifferences(string file, KnownDifferences? common)
    {
        _rules = [.. TextTable.Lines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => (Pattern(line.Split(Between)[..4]), line))];
        _common = common;
    }

    /// <summary>Of programs in C.</summary>
    public static KnownDifferences OfC { get; } = new("random-differences.txt", null);

    /// <summary>Of programs in C++: its own, then those of C.</summary>
    public static KnownDifferences OfCpp { get; } = new("random-cpp-differences.txt", OfC);

    /// <summary>The line that describes a difference; null when none does.</summary>
    public string? Find(Difference difference)
    {
        string text = string.Join(Between, difference.Kind, difference.Subject, difference.Ours, difference.Gdb);
        return _rules.Find(rule => rule.Pattern.IsMatch(text)).Line ?? _common?.Find(difference);
    }

    /// <summary>The lines that described nothing; those that are common to both languages are not asked.</summary>
    public IEnumerable<string> Except(IEnumerable<string> used) => _rules.Select(rule => rule.Line).Except(used, StringComparer.Ordinal);

    private static Regex Pattern(string[] cells) =>
        new($"^{string.Join(@" \|\| ", cells.Select(cell => $"(?:{cell})"))}$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(5));
}
