using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Unwind.Ehabi;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Unwind.Ehabi;

/// <summary>Exception tables of whole images against <c>readelf -u</c>.</summary>
public sealed partial class EhabiOracleTests
{
    private static IEnumerable<TestCaseData> Images() => TestImages.Cases().Where(test => EhabiTable.Load(TestImages.Load((string)test.Arguments[0]!)) is not null);

    [TestCaseSource(nameof(Images))]
    public void Entries_WholeImage_EqualReadelf(string path)
    {
        AssertEqual(EhabiTable.LoadAll(TestImages.Load(path)), ExternalTool.Run("readelf", "-u", path));
    }

    [Test]
    public void Entries_EveryOpcode_EqualKeptReadelf() => AssertEqual(EhabiTable.LoadAll(TestImages.Load(FixtureFiles.PathOf("unwind/ehabi.elf"))), File.ReadAllText(FixtureFiles.PathOf("unwind/ehabi.readelf.txt")));

    internal static void AssertEqual(IReadOnlyList<EhabiTable> tables, string readelf)
    {
        List<string> ours = Entries(tables);
        Assert.That(ours, Is.EqualTo(Entries(readelf)));
        Assert.That(ours, Is.Not.Empty);
    }

    /// <summary>The entries of tables, in readelf's words.</summary>
    internal static List<string> Entries(IReadOnlyList<EhabiTable> tables) =>
        [.. tables.SelectMany(table => Enumerable.Range(0, table.Count).Select(i => table[i])).Select(entry => $"{entry.Start.Value:x}{Text(entry)}")];

    /// <summary>The entries in what <c>readelf -u</c> wrote.</summary>
    internal static List<string> Entries(string readelf) => [.. FromReadelf(readelf)];

    [Test]
    public void Images_WithExceptionTables_Exist() => Assert.That(Images(), Is.Not.Empty);

    private static string Text(EhabiEntry entry) =>
        entry.Instructions is { } bytes ? string.Concat(EhabiDecoder.Decode(bytes.Span).Select(instruction => "\n  " + Text(instruction))) : " [cantunwind]";

    // In readelf's words.
    private static string Text(EhabiInstruction instruction)
    {
        switch (instruction.Opcode)
        {
            case EhabiOpcode.AddToVsp: return $"vsp = vsp {(instruction.Operand < 0 ? "-" : "+")} {Math.Abs(instruction.Operand)}";
            case EhabiOpcode.SetVsp: return $"vsp = r{instruction.Operand}";
            case EhabiOpcode.PopCore: return $"pop {{{string.Join(", ", Enumerable.Range(0, 16).Where(i => (instruction.Operand & 1 << i) != 0).Select(i => $"r{i}"))}}}";
            case EhabiOpcode.PopDouble when instruction.Count == 1: return $"pop {{D{instruction.Operand}}}";
            case EhabiOpcode.PopDouble: return $"pop {{D{instruction.Operand}-D{instruction.Operand + instruction.Count - 1}}}";
            case EhabiOpcode.Finish: return "finish";
            case EhabiOpcode.Refuse: return "Refuse to unwind";
            default: return instruction.Opcode.ToString();
        }
    }

    private static IEnumerable<string> FromReadelf(string output)
    {
        string? current = null;
        foreach (string line in output.Split('\n'))
        {
            Match head = HeadLine().Match(line), instruction = InstructionLine().Match(line);
            if (head.Success)
            {
                if (current is not null)
                    yield return current;
                ulong start = ulong.Parse(head.Groups["start"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                current = $"{start:x}{(line.Contains("[cantunwind]", StringComparison.Ordinal) ? " [cantunwind]" : "")}";
            }
            else if (instruction.Success)
            {
                current += "\n  " + instruction.Groups["text"].Value.Trim();
            }
        }
        if (current is not null)
            yield return current;
    }

    [GeneratedRegex(@"^0x(?<start>[0-9a-f]+)(?: <[^>]*>)?: ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeadLine();

    [GeneratedRegex("^  (?:0x[0-9a-f]{2} )+ *(?<text>[a-zA-Z].*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstructionLine();
}
