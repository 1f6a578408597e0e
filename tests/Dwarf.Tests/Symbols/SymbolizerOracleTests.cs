using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Symbols;

/// <summary>Every code address of every fixture against llvm-symbolizer (see <c>oracles.py</c>): function, inline chain, file, line, column.</summary>
public sealed partial class SymbolizerOracleTests
{
    [TestCaseSource(typeof(DwarfFixtures), nameof(DwarfFixtures.HighNames))]
    public void GetFrames_EveryCodeAddress_EqualsSymbolizer(string name)
    {
        DebugInfo info = DwarfFixtures.Load(name);
        List<(ulong Address, string Answer)> expected = ReadGolden(name);
        List<string> differences = Compare(info, expected, 0);
        Assert.That(expected, Has.Count.GreaterThan(200));
        Assert.That(differences, Is.Empty, string.Join('\n', differences.Take(20)));
        Assert.That(info.Diagnostics, Is.Empty);
    }

    [TestCase("gcc-O2-dwarf4-low", "gcc-O2-dwarf4")]
    [TestCase("gcc-O2-dwarf5-low", "gcc-O2-dwarf5")]
    public void GetFrames_ImageLinkedAtZero_EqualsShiftedHighLink(string low, string high)
    {
        DebugInfo info = DwarfFixtures.Load(low);
        List<string> differences = Compare(info, ReadGolden(high), 0x0800_0000);
        Assert.That(differences, Is.Empty, string.Join('\n', differences.Take(20)));
    }

    // A column means nothing without a line.
    [GeneratedRegex(@"\|0\|\d+", RegexOptions.None, 1000)]
    private static partial Regex LineZero();

    private static List<string> Compare(DebugInfo info, List<(ulong Address, string Answer)> expected, ulong shift)
    {
        List<string> differences = [];
        foreach ((ulong address, string answer) in expected)
        {
            CodeAddress pc = new(address - shift);
            info.TryFindLine(pc, out SourceLocation? row);
            string ours = string.Join(" < ", info.GetFrames(pc).Select(f => Format(f, row, info.Image.Symbols)));
            if (ours != LineZero().Replace(answer, "|0|0")) differences.Add($"{address:x}: expected {answer} but was {ours}");
        }
        return differences;
    }

    /// <param name="row">The tool takes the last row of an address; frames show the statement that begins there, as gdb does.</param>
    private static string Format(SourceFrame frame, SourceLocation? row, ElfSymbolTable symbols)
    {
        SourceLocation? at = frame.Depth == 0 ? row : frame.Location;
        int line = at?.Line ?? 0;
        // Strict DWARF 2 has no linkage names; the tool then takes the symbol's; local classes have none either.
        string? name = frame.LinkageName ?? (!frame.IsInlined && symbols.TryFindFunction(frame.Ranges[0].Start, out ElfSymbol symbol) ? symbol.Name : frame.Die.GetString(DwAt.Name));
        return $"{name}|{at?.File?.Path}|{line}|{(line == 0 ? 0 : at?.Column)}";
    }

    /// <summary>Expands the golden file, which has a line for each change of answer, to every second byte of every function.</summary>
    private static List<(ulong Address, string Answer)> ReadGolden(string name)
    {
        string[] lines = File.ReadAllLines(FixtureFiles.PathOf($"dwarf/{name}.symbolizer.txt"));
        Assert.That(lines[0], Does.StartWith("llvm-symbolizer"));
        SortedDictionary<ulong, string> changes = [];
        foreach (string line in lines.Skip(1))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            changes.Add(ulong.Parse(line[..space], NumberStyles.HexNumber, CultureInfo.InvariantCulture), line[(space + 1)..]);
        }
        List<(ulong, string)> all = [];
        string answer = "";
        HashSet<ulong> seen = [];
        foreach (ElfSymbol symbol in DwarfFixtures.Image(name).Symbols.Where(s => s.Type == ElfSymbolType.Function && s.SizeInBytes != 0).OrderBy(s => s.Address))
        {
            for (ulong address = symbol.Address.Value; address < symbol.Address.Value + symbol.SizeInBytes; address += 2)
            {
                if (!seen.Add(address)) continue;
                answer = changes.GetValueOrDefault(address, answer);
                all.Add((address, answer));
            }
        }
        return all;
    }
}
