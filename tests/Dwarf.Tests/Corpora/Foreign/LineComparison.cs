using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>Our line tables against the rows that <c>llvm-dwarfdump --debug-line</c> prints, sequence by sequence.</summary>
internal static partial class LineComparison
{
    /// <summary>Sequences of the other tool by the offset of their table, each as its rows in text.</summary>
    public static Dictionary<ulong, List<string>> ReadDump(IEnumerable<string> lines)
    {
        Dictionary<ulong, List<string>> tables = [];
        List<string> table = [], rows = [];
        bool isOurs = true;
        foreach (string line in lines)
        {
            if (line.EndsWith(" contents:", StringComparison.Ordinal)) isOurs = line is ".debug_line contents:";
            if (TableLine().Match(line) is { Success: true } head && isOurs) tables[ulong.Parse(head.Groups["offset"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = table = [];
            if (!line.StartsWith("0x", StringComparison.Ordinal) || !isOurs) continue;
            string[] cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 7) continue;
            ulong address = ulong.Parse(cells[0].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            rows.Add($"{address & ~1UL:x} {cells[1]} {cells[2]} {cells[3]} {string.Join(' ', cells[7..].Order(StringComparer.Ordinal))}".TrimEnd());
            if (cells[^1] != "end_sequence") continue;
            table.Add(Join(rows));
            rows = [];
        }
        return tables;
    }

    /// <summary>What differs of one unit's table.</summary>
    /// <param name="table">Ours; null when the unit has none or it could not be read.</param>
    /// <param name="expected">Theirs.</param>
    /// <param name="compared">Rows that were compared are added.</param>
    public static IEnumerable<string> Compare(LineTable? table, List<string> expected, ref int compared)
    {
        List<string> ours = [.. Sequences(table)], differences = [];
        compared += ours.Sum(sequence => sequence.Count(c => c == '\n') + 1);
        differences.AddRange(ours.Except(expected).Select(sequence => $"ours alone:\n{sequence}"));
        // Sequences of removed functions begin at 0, and one without code has nothing to say.
        differences.AddRange(expected.Except(ours).Where(sequence => sequence.Contains('\n', StringComparison.Ordinal) && !sequence.StartsWith("0 ", StringComparison.Ordinal)).Select(sequence => $"theirs alone:\n{sequence}"));
        return differences;
    }

    private static IEnumerable<string> Sequences(LineTable? table)
    {
        if (table is null) yield break;
        foreach (LineSequence sequence in table.Sequences.ToArray())
        {
            yield return Join(table.Rows.Slice(sequence.FirstRow, sequence.RowCount).ToArray().Select(Format));
        }
    }

    // We order the rows of a sequence that sets its address back. Bit 0, which is no part of an address on Arm, is not compared.
    private static string Join(IEnumerable<string> rows) => string.Join('\n', rows.OrderBy(row => ulong.Parse(row.AsSpan(0, row.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private static string Format(LineRow row)
    {
        List<string> flags = [];
        if (row.Flags.HasFlag(LineRowFlags.BasicBlock)) flags.Add("basic_block");
        if (row.IsEndOfSequence) flags.Add("end_sequence");
        if (row.Flags.HasFlag(LineRowFlags.EpilogueBegin)) flags.Add("epilogue_begin");
        if (row.IsStatement) flags.Add("is_stmt");
        if (row.IsPrologueEnd) flags.Add("prologue_end");
        return $"{row.Address.Value & ~1UL:x} {row.Line} {row.Column} {row.File} {string.Join(' ', flags)}".TrimEnd();
    }

    [GeneratedRegex(@"^debug_line\[0x(?<offset>[0-9a-f]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableLine();
}
