using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Types;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Types;

/// <summary>Template arguments with <c>const</c>, looked up as compilers spell them, as gdb does and as sources do; sizes are gdb's.</summary>
public sealed partial class ConstArgumentTests
{
    private const string Gdb = "gdb-multiarch";

    [TestCase("cpp-gcc-O0-dwarf4")]
    [TestCase("cpp-gcc-Og-dwarf5")]
    [TestCase("cpp-clang-Og-dwarf5")]
    public void FindType_NamesThatGdbLists_HaveGdbsSizes(string name)
    {
        if (ExternalProgram.Find(Gdb) is null) Assert.Ignore($"{Gdb} is not installed");
        string path = FixtureFiles.PathOf($"values/{name}.elf");
        // "55:	std::pair<int const, char const*>;": definitions of classes, in gdb's spelling.
        string[] types = [.. Listed().Matches(ExternalTool.Run(Gdb, "-nx", "-batch", "-ex", "set width 0", "-ex", "info types const", path)).Select(match => match.Groups["type"].Value).Distinct()];
        string answers = ExternalTool.Run(Gdb, ["-nx", "-batch", .. types.SelectMany(type => new[] { "-ex", $"output sizeof({type})", "-ex", @"echo \n" }), path]);
        // Of some that it lists gdb says that they are not there.
        List<(string Type, string Size)> sizes = [.. types.Zip(answers.Split('\n')).Where(answer => answer.Second.Length > 0)];
        DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(path), name));

        TestContext.Out.WriteLine($"{name}: {sizes.Count} of {types.Length} types");
        Assert.That(sizes, Has.Count.GreaterThan(20));
        Assert.That(sizes.Select(pair => (pair.Type, info.FindType(pair.Type)?.SizeInBytes?.ToString(CultureInfo.InvariantCulture) ?? "none")), Is.EqualTo(sizes));
        Assert.That(sizes.Select(pair => info.FindType($"const {pair.Type} *")?.Name.Contains("const", StringComparison.Ordinal)), Is.All.True);
    }

    [TestCase("std::pair<int const, int>")]
    [TestCase("std::pair<const int, int>")]
    [TestCase("pair<const int,int>")]
    public void FindType_EachSpelling_IsTheSameType(string spelling)
    {
        DebugInfo info = DebugInfo.Load(ElfImage.Load(FixtureFiles.Read("values/cpp-gcc-Og-dwarf5.elf"), "image"));

        Assert.That(info.FindType(spelling)?.Definition, Is.EqualTo(info.FindType("std::pair<int const, int>")!.Definition));
        // The qualifier in the arguments is not one of the type, and one of the type is not lost.
        Assert.That(info.FindType(spelling), Is.InstanceOf<TypeInfo.Structure>());
        Assert.That(info.FindType($"{spelling} const"), Is.InstanceOf<TypeInfo.Qualified>());
    }

    [GeneratedRegex(@"^\d+:\t(?<type>[\w:]+<.*\bconst\b.*>);$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Listed();
}
