using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;

namespace RspDebug.DebugAdapter.Tests.Expressions;

/// <summary>Brings gdb's answers and ours, each <c>value ; type</c>, into one spelling.</summary>
internal static partial class GdbText
{
    /// <summary>Our answer: gdb has no count before an array.</summary>
    public static string Print(ValueInspector inspector, TypedValue value, FormatOptions options) =>
        $"{Floats(CountPrefix().Replace(inspector.Format(value, options), ""))} ; {Plain(value.Type.Name)}";

    /// <summary>Compilers differ in the suffix of a template's number: <c>Ring&lt;int, 4u&gt;</c>.</summary>
    public static string Plain(string name) => TemplateNumber().Replace(name, "");

    /// <summary>gdb's answer: it writes a pointer's type before it, flags in parentheses and floating values with all digits.</summary>
    public static string Normalise(string gdb)
    {
        int split = gdb.LastIndexOf(" ; ", StringComparison.Ordinal);
        (string value, string type) = (gdb[..split], gdb[(split + 3)..]);
        if (value.StartsWith($"({type}) ", StringComparison.Ordinal)) value = value[(type.Length + 3)..];
        if (Flags().IsMatch(value)) value = value[1..^1];
        value = Referred().Replace(value, "");
        // Not a number, infinite or not known: words stay as they are.
        if (type == "float" && float.TryParse(value, CultureInfo.InvariantCulture, out float single)) value = Floating(single.ToString(CultureInfo.InvariantCulture));
        if (type is "double" or "long double" && double.TryParse(value, CultureInfo.InvariantCulture, out double real)) value = Floating(real.ToString(CultureInfo.InvariantCulture));
        return $"{Floats(value)} ; {Plain(type)}";
    }

    // Inside structures gdb writes 9 digits of a float where we write as few as read back.
    private static string Floats(string text) =>
        Float().Replace(text, m => Floating(float.Parse(m.Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));

    private static string Floating(string text) => text.Replace("E", "e", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=[ {]-?)\d+(\.\d+(e[-+]\d+)?|e[-+]\d+)(?=[,}])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Float();

    [GeneratedRegex(@"(?<=[<, ]\d+)[uU](?=[,>])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TemplateNumber();

    [GeneratedRegex(@"^@0x[0-9a-f]+: ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Referred();

    [GeneratedRegex(@"^\[\d+\] ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CountPrefix();

    [GeneratedRegex(@"^\([A-Z_]+( \| [A-Z_]+)+\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Flags();
}
