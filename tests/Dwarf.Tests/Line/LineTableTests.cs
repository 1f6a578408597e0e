using System.Globalization;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Line;

public sealed class LineTableTests
{
    private static IEnumerable<string> Goldens() => Directory.GetFiles(FixtureFiles.PathOf("dwarf"), "*.lines.txt").Select(f => Path.GetFileName(f)[..^".lines.txt".Length]).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Goldens))]
    public void Rows_LinkedImage_EqualDwarfdump(string name)
    {
        string[] lines = File.ReadAllLines(FixtureFiles.PathOf($"dwarf/{name}.lines.txt"));
        Assert.That(lines[0], Does.StartWith("llvm-dwarfdump"));
        // Sequences of removed functions start at 0, below the flash of these images.
        List<string> expected = [.. string.Join('\n', lines.Skip(1)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(s => ulong.Parse(s[..s.IndexOf(' ', StringComparison.Ordinal)], NumberStyles.HexNumber, CultureInfo.InvariantCulture) != 0).Order(StringComparer.Ordinal)];
        DebugInfo info = DwarfFixtures.Load(name);
        List<string> actual = [.. info.Units.Where(u => u.Kind == DwUt.Compile).Select(info.GetLineTable).SelectMany(Sequences).Order(StringComparer.Ordinal)];
        Assert.That(actual, Is.EqualTo(expected.Select(e => e.Trim())));
    }

    private static IEnumerable<string> Sequences(LineTable? table)
    {
        foreach (LineSequence sequence in table!.Sequences.ToArray())
        {
            yield return string.Join('\n', table.Rows.Slice(sequence.FirstRow, sequence.RowCount).ToArray().Select(Format));
        }
    }

    private static string Format(LineRow row)
    {
        List<string> flags = [];
        if (row.Flags.HasFlag(LineRowFlags.BasicBlock)) flags.Add("basic_block");
        if (row.Flags.HasFlag(LineRowFlags.EndSequence)) flags.Add("end_sequence");
        if (row.Flags.HasFlag(LineRowFlags.EpilogueBegin)) flags.Add("epilogue_begin");
        if (row.IsStatement) flags.Add("is_stmt");
        if (row.IsPrologueEnd) flags.Add("prologue_end");
        return $"{row.Address.Value:x} {row.Line} {row.Column} {row.File} {string.Join(' ', flags)}".TrimEnd();
    }

    // program (line_base -5, line_range 14, opcode_base 13, starts at 0x8000000, min_inst 2) | rows as address:line:column[flags]
    private const string Programs = """
        01 02 01 00 01 01                   | 0:1:0s 2:1:0se
        14 02 01 00 01 01                   | 0:3:0s 2:3:0se
        ff 02 01 00 01 01                   | 22:0:0s 24:0:0se
        02 03 03 0a 01 02 01 00 01 01       | 6:11:0s 8:11:0se
        03 7f 01 02 01 00 01 01             | 0:0:0s 2:0:0se
        03 70 01 02 01 00 01 01             | 0:0:0s 2:0:0se
        05 07 06 01 02 01 00 01 01          | 0:1:7 2:1:7e
        0a 01 0b 01 02 01 00 01 01          | 0:1:0sp 0:1:0sb 2:1:0se
        08 01 02 01 00 01 01                | 22:1:0s 24:1:0se
        09 06 00 01 02 01 00 01 01          | 6:1:0s 8:1:0se
        07 0c 03 01 02 01 00 01 01          | 0:1:0sB 2:1:0se
        00 02 04 09 01 02 01 00 01 01       | 0:1:0s 2:1:0se
        00 03 80 aa bb 01 02 01 00 01 01    | 0:1:0s 2:1:0se
        01 02 01 00 01 01 00 05 02 00 01 00 08 01 02 01 00 01 01 | 0:1:0s 2:1:0se 100:1:0s 102:1:0se
        01 02 01 00 01 01 00 05 02 00 00 00 00 01 02 01 00 01 01 | 0:1:0s 2:1:0se
        01 02 01 00 01 01 00 05 02 00 01 00 08 01 02             | 0:1:0s 2:1:0se
        01 00 01 01                         |
        01 02 02                            |
        01 00 01                            |
        """;

    private static IEnumerable<TestCaseData> Cases() => Programs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        string[] columns = [.. line.Split('|', StringSplitOptions.TrimEntries)];
        return new TestCaseData(columns[0], columns[1]).SetArgDisplayNames(columns);
    });

    [TestCaseSource(nameof(Cases))]
    public void Rows_HandMadeProgram_FollowStateMachine(string hex, string expected)
    {
        LineTable? table = Run("00 05 02 00 00 00 08 " + hex);
        string rows = table is null ? "" : string.Join(' ', table.Rows.ToArray().Select(Short));
        Assert.That(rows, Is.EqualTo(expected));
    }

    private static string Short(LineRow row)
    {
        string flags = (row.IsStatement ? "s" : "") + (row.Flags.HasFlag(LineRowFlags.BasicBlock) ? "B" : "") + (row.IsPrologueEnd ? "p" : "")
            + (row.Flags.HasFlag(LineRowFlags.EpilogueBegin) ? "b" : "") + (row.IsEndOfSequence ? "e" : "");
        return $"{row.Address.Value - 0x0800_0000:x}:{row.Line}:{row.Column}{flags}";
    }

    [Test]
    public void SequenceIndex_AddressSetAgainInASequence_KnowsItsFirstRow()
    {
        DebugInfo info = Load("00 05 02 00 00 00 08 01 00 05 02 10 00 00 08 01 02 08 00 01 01");
        LineHeader header = info.GetLineHeader(info.Units[0])!;
        SequenceIndex index = SequenceIndex.Build(header, info);

        Assert.That((index.FindLast(new CodeAddress(0x0800_0002), out int limit), limit), Is.EqualTo((0, 0)));
        Assert.That(index.OffsetAt(0), Is.EqualTo(header.ProgramStart));
    }

    private static LineTable? Run(string program)
    {
        DebugInfo info = Load(program);
        return info.GetLineTable(info.Units[0]);
    }

    private static DebugInfo Load(string program)
    {
        DwarfAssembler elf = new();
        elf.Memory(".text", 0x0800_0000, 0x1000);
        elf.Section(".debug_abbrev").Label("abbrev").Uleb(1).Uleb(DwTag.CompileUnit).U8(0).Uleb(DwAt.StmtList).Uleb(DwForm.SecOffset).Uleb(0).Uleb(0).Uleb(0);
        elf.Section(".debug_info").Unit(u => u.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).OffsetOf("lines"));
        elf.Section(".debug_line").Label("lines").Unit(u => u.U16(4).Distance("header", "program").Label("header")
            .U8(2).U8(1).U8(1).U8(-5 & 0xff).U8(14).U8(13).Hex("00 01 01 01 01 00 00 00 01 00 00 01").Text("/inc").Text("").Text("a.c").Uleb(1).Uleb(0).Uleb(0).Text("").Label("program").Hex(program));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(elf.Build(), "hand-made"));
        Assert.That(info.GetLineTable(info.Units[0])?.FindFile(1)?.Path, Is.EqualTo("/inc/a.c"));
        return info;
    }
}
