using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>A hit condition as VS Code users write it: <c>5</c> (that hit and every later one), <c>== 5</c>, <c>&gt;= 5</c>, <c>% 10</c>.</summary>
internal static partial class HitCondition
{
    /// <summary>True when hit number <paramref name="hits"/> (from 1) shall stop.</summary>
    /// <returns>Null when the text is no hit condition.</returns>
    public static bool? Holds(string text, int hits)
    {
        Match match = Pattern().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["n"].Value, out int n))
            return null;
        return match.Groups["op"].Value switch
        {
            "" or ">=" => hits >= n,
            "==" or "=" => hits == n,
            ">" => hits > n,
            "<" => hits < n,
            "<=" => hits <= n,
            "%" => n > 0 && hits % n == 0,
            _ => null,
        };
    }

    [GeneratedRegex(@"^\s*(?<op>>=|<=|==|=|>|<|%)?\s*(?<n>\d{1,9})\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
