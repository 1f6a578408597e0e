using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Expressions.Parsing;
using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>Between what is shown and what is typed: an editor offers the shown text for change, so it must read back.</summary>
internal static partial class ValueText
{
    /// <summary>Turns shown text into an expression: <c>65 'A'</c> into <c>65</c>, <c>0x799 &lt;on_event&gt;</c> into <c>0x799</c>.</summary>
    public static string ToExpression(string text, TypeInfo target)
    {
        string trimmed = text.Trim();
        Match decorated = NumberAndDecoration().Match(trimmed);
        if (decorated.Success) return decorated.Groups["number"].Value;
        if (target.AsArithmetic() is not { IsFloating: true }) return trimmed;
        return trimmed switch
        {
            "inf" or "+inf" => "1e999",
            "-inf" => "-1e999",
            _ when trimmed.StartsWith("nan", StringComparison.Ordinal) || trimmed.StartsWith("-nan", StringComparison.Ordinal) => "0.0/0",
            _ => trimmed,
        };
    }

    /// <summary>The text without a display format before or behind it; <c>p,[8]</c> becomes <c>*(p)@8</c>.</summary>
    public static string WithoutFormat(string text, ParsedExpression parsed)
    {
        if (parsed.Format == ValueFormat.Natural && parsed.Count is null) return text.Trim();
        string bare = FormatPrefix().Replace(FormatSuffix().Replace(text, ""), "").Trim();
        return parsed.Count is { } count ? $"*({bare})@{count}" : bare;
    }

    // A number, then its character, its string or its symbol.
    [GeneratedRegex("""^(?<number>[-+]?[0-9][0-9a-zA-Z.]*)\s+([uUL]?'.*'|".*"(\.\.\.)?|<.*>)$""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberAndDecoration();

    [GeneratedRegex(@"(,\s*\[\s*\w+\s*\])?(\s*,\s*(\w+|!))?\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormatSuffix();

    [GeneratedRegex(@"^\s*/\w+\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormatPrefix();
}
