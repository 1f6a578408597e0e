using System.Text.RegularExpressions;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Tests.Indices;

/// <summary>What gdb lists of an indexed image (<c>info functions</c>, <c>info variables</c>, <c>info types</c>), our look-ups find.</summary>
public sealed partial class GdbNamesTests
{
    private const string Gdb = "gdb-multiarch", Namespace = "shop";

    [TestCase("gdb-gcc-dwarf4")]
    [TestCase("gdb-names-clang-dwarf5-low")]
    [TestCase("lld-gcc-dwarf5-low")]
    [TestCase("lld-clang-dwarf5")]
    [TestCase("names-clang-dwarf5")]
    public void Find_EveryNameThatGdbLists_IsFound(string image)
    {
        string path = IndexedImages.PathOf(image);
        DebugInfo info = IndexedImages.Load(File.ReadAllBytes(path), path);
        List<string> missing = [];
        string listing = ExternalTool.Run(Gdb, "-nx", "-batch", "-ex", "set width 0", "-ex", "echo -- functions\\n", "-ex", "info functions -n", "-ex", "echo -- variables\\n",
            "-ex", "info variables -n", "-ex", "echo -- types\\n", "-ex", "info types", path);
        string part = "";
        int names = 0;
        foreach (string line in listing.Split('\n'))
        {
            if (line.StartsWith("-- ", StringComparison.Ordinal)) part = line[3..];
            if (Declaration(part).Match(line) is not { Success: true } match) continue;
            names++;
            string name = match.Groups["name"].Value;
            if (name.StartsWith("::", StringComparison.Ordinal)) name = name[2..];
            if (name == Namespace) continue;
            bool isFound = part switch
            {
                // gdb lists what the compiler or the linker removed.
                "functions" => info.FindFunctions(name).Count > 0 || IsRemoved(info, name),
                "variables" => info.FindVariable(name) is not null || IsRemoved(info, name),
                _ => info.FindType(name) is not null,
            };
            if (!isFound) missing.Add($"{part}: {name}");
        }
        Assert.That(missing, Is.Empty);
        Assert.That(names, Is.GreaterThan(20), listing);
    }

    private static bool IsRemoved(DebugInfo info, string name) => !info.Image.Symbols.Any(s => s.Name.Contains(name.Split(':', '(')[^1], StringComparison.Ordinal));

    private static Regex Declaration(string part) => part switch { "functions" => Function(), "variables" => Variable(), _ => Type() };

    // "12:	static int same(int);"
    [GeneratedRegex(@"^\d+:\t.*?(?<name>[\w:<>, ()~]*?\b(operator\(\)|operator \w+|~?\w+))\(.*\)( const)?;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Function();

    // "7:	static int (anonymous namespace)::quiet;", "9:	volatile int sink;"
    [GeneratedRegex(@"^\d+:\t.*?(?<name>[\w:]+)(\[\d+\])*;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    // "12:	shop::Box;", "3:	struct device;", "	int"
    [GeneratedRegex(@"^(\d+:\t(typedef .*\b|(struct|enum|union) )?|\t)(?<name>[\w:<>, ]+?);?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Type();
}
