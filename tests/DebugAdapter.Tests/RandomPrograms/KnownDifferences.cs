using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Tests.Expressions;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>The kinds of differences that are meant: <c>random-differences.txt</c>, one a line, <c>KIND || SUBJECT || OURS || GDB'S || reason</c>, the first four one regular expression.</summary>
internal static class KnownDifferences
{
    private const string Between = " || ";

    private static readonly List<(Regex Pattern, string Line)> Rules =
    [
        .. TextTable.Lines("random-differences.txt").Where(line => line.Length > 0 && line[0] != '#').Select(line => (Pattern(line.Split(Between)[..4]), line)),
    ];

    /// <summary>The line that describes a difference; null when none does.</summary>
    public static string? Find(Difference difference)
    {
        string text = string.Join(Between, difference.Kind, difference.Subject, difference.Ours, difference.Gdb);
        return Rules.Find(rule => rule.Pattern.IsMatch(text)).Line;
    }

    /// <summary>The lines that described nothing.</summary>
    public static IEnumerable<string> Except(IEnumerable<string> used) => Rules.Select(rule => rule.Line).Except(used, StringComparer.Ordinal);

    private static Regex Pattern(string[] cells) =>
        new($"^{string.Join(@" \|\| ", cells.Select(cell => $"(?:{cell})"))}$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(5));
}
