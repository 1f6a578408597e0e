using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests;

/// <summary>The sample firmware under <c>tests/Fixtures/dwarf</c>.</summary>
internal static class DwarfFixtures
{
    public static IEnumerable<string> Names => Directory.GetFiles(FixtureFiles.PathOf("dwarf"), "*.elf").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> HighNames => Names.Where(n => !n.EndsWith("-low", StringComparison.Ordinal));

    public static ElfImage Image(string name) => ElfImage.Load(FixtureFiles.Read($"dwarf/{name}.elf"), name + ".elf");

    public static DebugInfo Load(string name) => DebugInfo.Load(Image(name));

    /// <summary>Line of <c>tests/Fixtures/dwarf/FILE</c> that holds a text, so that tests do not count lines.</summary>
    public static int LineOf(string file, string text, int occurrence = 1)
    {
        string[] lines = File.ReadAllLines(FixtureFiles.PathOf("dwarf/" + file));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains(text, StringComparison.Ordinal) && --occurrence == 0) return i + 1;
        }
        throw new ArgumentException($"{file} has no line with '{text}'", nameof(text));
    }
}
