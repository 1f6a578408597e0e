using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>One spelling for what gdb and we write differently of C++, on purpose and everywhere.</summary>
internal static partial class CppAnswerText
{
    /// <summary>An answer, ours or gdb's: GCC's names of numbers in template arguments are those of LLVM, and of programmers.</summary>
    public static string Spelling(string text)
    {
        text = SizeFirst().Replace(text, "unsigned ${size}");
        text = BeforeSign().Replace(IntAfterSize().Replace(text, ""), "").Replace("(char)'", "'", StringComparison.Ordinal);
        text = NumberSuffix().Replace(BaseOfNothing().Replace(text, ""), "");
        text = VolatileFirst().Replace(CharacterArgument().Replace(text, m => $"{m.Groups["before"].Value}'{(char)int.Parse(m.Groups["code"].Value)}'"), "${type} volatile");
        text = ConstFirst().Replace(text, "${type} const");
        // Compilers describe "this" with const or without.
        return ThisPointer().Replace(text, "(${type}*");
    }

    /// <summary>What gdb answers about C++: bases without data are not shown, symbols have no parameters, functions have their Thumb bit.</summary>
    public static string Gdb(string text)
    {
        for (string before = ""; before != text;)
        {
            before = text;
            text = EmptyBase().Replace(text, "");
        }

        text = ParametersOfVirtual().Replace(SymbolBeforeText().Replace(NoFields().Replace(text, ""), " "), "&virtual ${name}");
        return Symbol().Replace(text, m => $"0x{Address(m, text):x} <{Plain(m.Groups["name"].Value)}{m.Groups["offset"].Value}>");
    }

    /// <summary>Both without the names of members behind a class, where gdb has none: it knows none in an anonymous union.</summary>
    public static (string Ours, string Gdb) WithoutNamesInUnions(string ours, string gdb) =>
        MemberWithoutName().IsMatch(gdb) ? (PointedMember().Replace(ours, "&${class}::"), PointedMember().Replace(gdb, "&${class}::")) : (ours, gdb);

    /// <summary>True when they are equal but for what stands behind members that are references: gdb shows where it is.</summary>
    public static bool IsSameButReferred(string ours, string gdb)
    {
        if (!Referred().IsMatch(gdb)) return false;
        string pattern = string.Join(Anything, Referred().Split(gdb).Select(Regex.Escape));
        return Regex.IsMatch(ours, $"^{pattern}$", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
    }

    // A value: braces with all that is inside, or what has none and no comma.
    private const string Anything = @"(?:@?(?:\[\d+\] )?\{(?>[^{}]+|(?<o>\{)|(?<-o>\}))*(?(o)(?!))\}|""(?:[^""\\]|\\.)*""|(?:[^,{}<]|<(?>[^<>]+|(?<a><)|(?<-a>>))*(?(a)(?!))>)*)";

    private static uint Address(Match symbol, string text)
    {
        uint address = Convert.ToUInt32(symbol.Groups["address"].Value, 16);
        return address < 0x20000000 && symbol.Groups["offset"].Length == 0 && Behind().Replace(symbol.Groups["name"].Value, "").EndsWith(')') && text.Contains('(', StringComparison.Ordinal) && !TableBefore().IsMatch(text[..symbol.Index]) ? address | 1 : address;
    }

    // "ns::f(int (*)(char)) const" is ns::f.
    private static string Plain(string name)
    {
        name = Behind().Replace(name, "");
        if (!name.EndsWith(')') || name.EndsWith("operator()", StringComparison.Ordinal)) return name;
        int depth = 0;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            depth += name[i] == ')' ? 1 : name[i] == '(' ? -1 : 0;
            if (depth == 0) return name[..i];
        }

        return name;
    }

    [GeneratedRegex(@"(?<=[<, ]-?\d+)[uUlL]+(?=[,>])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberSuffix();

    [GeneratedRegex(@"(?<=[<,] ?(const )?)volatile (?<type>[\w:]+( [\w:]+)*)(?=[,>*&])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VolatileFirst();

    [GeneratedRegex(@"(?<=[<,] ?)const (?<type>[\w:]+( [\w:]+)*)(?=[,>*&])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConstFirst();

    // gdb cannot write a character as an argument.
    [GeneratedRegex(@"(?<before>[<,] ?)\(char\)(?<code>\d+)(?=[,>])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CharacterArgument();

    [GeneratedRegex(@"\((?<type>[^()]+?)\* ?const(?=[,)])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ThisPointer();

    [GeneratedRegex(@"&[\w:<>()]+::(?=[,} ])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MemberWithoutName();

    [GeneratedRegex(@"&(?<class>[\w:<>()]+)::[mb]\d+(?=[,} ])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointedMember();

    // Where an object has none, that is no address of a function.
    [GeneratedRegex(@"_vptr[.$]\w+ = $", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableBefore();

    [GeneratedRegex(@"\b(?<size>long long|long|short) unsigned int\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SizeFirst();

    [GeneratedRegex(@"(?<=\b(long|short)) int\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IntAfterSize();

    // Behind others, before others, alone.
    [GeneratedRegex(@", (<No data fields>|<(?>[^<>]+|(?<o><)|(?<-o>>))*(?(o)(?!))> = \{<No data fields>\})|(?<=\{)<(?>[^<>]+|(?<o><)|(?<-o>>))*(?(o)(?!))> = \{<No data fields>\}(, )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyBase();

    // A base that has nothing but bases without data.
    [GeneratedRegex(@", <(?>[^<>]+|(?<o><)|(?<-o>>))*(?(o)(?!))> = \{\}|(?<=\{)<(?>[^<>]+|(?<o><)|(?<-o>>))*(?(o)(?!))> = \{\}(, )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BaseOfNothing();

    [GeneratedRegex(@"(?<=[\w>)*&]) (?=[*&])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BeforeSign();

    // We show the text in place of the object's name.
    [GeneratedRegex(@" <(?>[^<>""]+|(?<o><)|(?<-o>>))*(?(o)(?!))> (?=[uUL]?"")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SymbolBeforeText();

    [GeneratedRegex(@"&virtual (?<name>[\w:<>, ]+)\([^;]*\)( const)?(?= ;|$|[,}])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParametersOfVirtual();

    [GeneratedRegex(@"<No data fields>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoFields();

    [GeneratedRegex(@"0x(?<address>[0-9a-f]+) <(?<name>((?<=operator)[<>=-]+|[^<>+]|(?<o><)|(?<-o>>)|(?<=operator)\+)+(?(o)(?!)))(?<offset>\+\d+)?>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"@0x[0-9a-f]+(: )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Referred();

    [GeneratedRegex(@" const$| \[clone .*\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Behind();
}
