using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>One spelling for what gdb and we write differently on purpose, everywhere: numbers without a name in an enumeration, digits of a radix, types that gdb cuts short.</summary>
internal static partial class AnswerText
{
    private const string OptimizedOut = "<optimized out>";

    /// <summary>A value and its type, ours or gdb's.</summary>
    /// <param name="text"><c>VALUE ; TYPE</c>.</param>
    /// <param name="format">The format letter that was asked for, or empty.</param>
    public static string Value(string text, string format)
    {
        int split = text.LastIndexOf(" ; ", StringComparison.Ordinal);
        string value = split < 0 ? text : text[..split];
        value = value.Replace("<synthetic pointer>", OptimizedOut, StringComparison.Ordinal);
        value = UniversalName().Replace(value, "\\x${code}");
        value = NotAscii().Replace(value, m => string.Concat(Encoding.UTF8.GetBytes(m.Value).Select(b => $"\\{Convert.ToString(b, 8)}")));
        value = OnlyUnknown().Replace(value, m => $"{uint.Parse(m.Groups["bits"].Value, NumberStyles.HexNumber)}");
        value = NumberedSymbol().Replace(value, "<${name}${offset}>");
        value = WideCharacter().Replace(value, "");
        value = NanBits().Replace(value, "nan(0x${bits})");
        value = CutCharacter().Replace(value, "\"");
        value = NoName().Replace(value, "");
        value = OddTruth().Replace(value, "${number}");
        value = SymbolBeforeText().Replace(value, " \"");
        value = LibraryOffset().Replace(value, "<${name}>");
        value = Elsewhere().Replace(value, "${address}");
        value = UnknownFlags().Replace(FlagsInParentheses().Replace(value, "${flags}"), "");
        if (format.Length > 0) value = LeadingZeros().Replace(value, m => m.Groups["digits"].Length > 0 ? m.Groups["digits"].Value : "0");
        return split < 0 ? value : value + text[split..];
    }

    /// <summary>True when two values differ at most in the digits of floating numbers: gdb writes 5, 9 or 17 of them, by the type, we as few as read back.</summary>
    public static bool IsSameValue(string ours, string gdb)
    {
        if (ours == gdb) return true;
        if (IsInPieces(ours, gdb) || IsInPieces(Fold(ours), Fold(gdb)) || Fold(ours) == Fold(gdb)) return true;
        string[] left = Floating().Split(ours), right = Floating().Split(gdb);
        if (!left.SequenceEqual(right)) return false;
        return Floating().Matches(ours).Zip(Floating().Matches(gdb)).All(pair => pair.First.Value == pair.Second.Value || Spellings(pair.First.Value).Contains(pair.Second.Value));
    }

    /// <summary>The same without the qualifiers of its type: the result of an operator has none, to gdb it keeps those of its operand.</summary>
    public static string Unqualified(string text) => text.LastIndexOf(" ; ", StringComparison.Ordinal) is >= 0 and var split ? text[..split] + Qualifiers().Replace(text[split..], "") : text;

    // Of an object in pieces gdb takes the bits that are nowhere for 0, and those of a constant that is wider than the generic type.
    private static bool IsInPieces(string ours, string gdb)
    {
        if (!ours.StartsWith('{') || !ours.Contains(OptimizedOut, StringComparison.Ordinal)) return false;
        string[] left = Member().Split(ours), right = Member().Split(gdb);
        if (!left.SequenceEqual(right)) return false;
        return Member().Matches(ours).Zip(Member().Matches(gdb)).All(pair => pair.First.Value == pair.Second.Value || IsZero(pair.Second.Value) || pair.First.Value == OptimizedOut);
    }

    private static string Fold(string text)
    {
        while (AllOptimizedOut().IsMatch(text)) text = AllOptimizedOut().Replace(text, OptimizedOut);
        return text;
    }

    private static bool IsZero(string member) => member is "0" or "0 + 0i" or "0x0" or "false" or "0 '\\000'";

    private static IEnumerable<string> Spellings(string text)
    {
        double value = double.Parse(text, CultureInfo.InvariantCulture);
        string[] digits = [((double)(Half)value).ToString("G5", CultureInfo.InvariantCulture), ((float)value).ToString("G9", CultureInfo.InvariantCulture), value.ToString("G17", CultureInfo.InvariantCulture)];
        return digits.Select(d => d.Replace("E", "e", StringComparison.Ordinal));
    }

    /// <summary>True when a type spelled out is the one that gdb shows, who leaves the inside of deep structures out.</summary>
    public static bool IsSameType(string ours, string gdb)
    {
        ours = OfVoid().Replace(ours, "void");
        gdb = OfVoid().Replace(gdb, "void");
        // Qualifiers before a typedef are lost on gdb's way to the type behind it.
        if (ours == gdb || Qualifiers().Replace(ours, "").Replace("* ", "*", StringComparison.Ordinal) == Qualifiers().Replace(gdb, "").Replace("* ", "*", StringComparison.Ordinal)) return true;
        if (gdb.StartsWith("error: A syntax error", StringComparison.Ordinal)) return true;
        return (gdb.Contains("{...}", StringComparison.Ordinal)
            && Regex.IsMatch(ours, "^" + Regex.Escape(gdb).Replace(@"\{\.\.\.}", @"\{.*}", StringComparison.Ordinal) + "$", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    // "(enum e1) 0": gdb writes "0", or "(unknown: 0x8)" where it takes the values for flags.
    [GeneratedRegex(@"\((enum )?(\(anonymous namespace\)::)?[\w:]+\) (?=-?\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoName();

    [GeneratedRegex(@"\(?\bunknown: 0x(?<bits>[0-9a-f]+)\)?(?<!\| unknown: 0x[0-9a-f]+\)?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OnlyUnknown();

    [GeneratedRegex(@"\((?<flags>[\w:]+( \| ([\w:]+|unknown: 0x[0-9a-f]+))+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FlagsInParentheses();

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?(e[-+]\d+)?(?=i?(?![\w.]))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Floating();

    [GeneratedRegex(@"\b(const|volatile)\b ?| (const|volatile)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Qualifiers();

    // gdb writes the bits of a NaN at full width, or without 0x where the value stands alone.
    [GeneratedRegex(@"nan\(0x0*(?<bits>[0-9a-f]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NanBits();

    [GeneratedRegex(@"(?<=( = |\{|, ))(?!\w+ = )('([^'\\]|\\.)+'|[^{},'])+(?=[,}])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();

    // The symbol of a function's static variable.
    [GeneratedRegex(@"<(?<name>\w+)\.\d+(?<offset>\+\d+)?>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberedSymbol();

    // The number of a wide character says it all: which of them can be printed depends on the terminal.
    [GeneratedRegex(@"(?<=\d) [uUL]'([^'\\]|\\.)[^']*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WideCharacter();

    // Half a character at the end of a string.
    [GeneratedRegex(@"""\\[2-3]\d\d""|<incomplete sequence [^>]*>|""?, <incomplete sequence [^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CutCharacter();

    // A bool that is neither 0 nor 1.
    [GeneratedRegex(@"\btrue \((?<number>\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OddTruth();

    // We show the text in place of the object's name.
    [GeneratedRegex(@" <[\w.+]+> [uUL]?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SymbolBeforeText();

    // Assembly functions without a type: gdb counts from the Thumb bit.
    [GeneratedRegex(@"<(?<name>__\w+)\+\d+>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LibraryOffset();

    // Text outside flash and the recorded RAM.
    [GeneratedRegex(@"(?<address>0x(?!2000[0-3])[0-9a-f]{4,8}) ([uUL]?""([^""\\]|\\.)*""(\.\.\.)?|<unreadable>|<error: [^>]*>)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Elsewhere();

    // What is nowhere as a whole, gdb spells out member for member, and only sometimes.
    [GeneratedRegex(@"\{(\w+ = )?<optimized out>(, (\w+ = )?<optimized out>)*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AllOptimizedOut();

    // gdb writes the number of a character that it cannot show.
    [GeneratedRegex(@"\\U0*(?<code>[0-9a-f]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UniversalName();

    // gdb is told that the target's text is ASCII: it loses letters before half a character of UTF-8.
    [GeneratedRegex(@"[^\x00-\x7f]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotAscii();

    [GeneratedRegex(@"\bunknown: ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownFlags();

    [GeneratedRegex(@"(?<![\w'""])(0[xb]?)0*(?<digits>[1-9a-f][0-9a-f]*)?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeadingZeros();

    [GeneratedRegex(@"(volatile |const )*void\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfVoid();
}
