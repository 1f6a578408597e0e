using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>Lines and functions of an image as llvm-dwarfdump prints them: none of our readers is involved.</summary>
internal sealed partial class DwarfDump
{
    public const string Program = "llvm-dwarfdump-19";

    // The vector table ends here: what the linker removed has addresses below, or (lld) far above.
    private const uint FirstCode = 0x100, LastCode = 0x2100_0000;

    private readonly SortedDictionary<uint, List<LineEntry>> _rows = [];
    private readonly List<uint> _ends = [];

    public List<CodeBlock> Functions { get; } = [];

    /// <summary>Rows by address, in their order; an empty list where a sequence ends and nothing begins.</summary>
    public SortedDictionary<uint, List<LineEntry>> Rows => _rows;

    public static async Task<DwarfDump> ReadAsync(string elf)
    {
        var dump = new DwarfDump();
        dump.ReadLines((await ExternalProgram.RunAsync(Program, ["--debug-line", elf])).Split('\n'));
        dump.ReadFunctions((await ExternalProgram.RunAsync(Program, ["--debug-info", elf])).Split('\n'));
        foreach (uint end in dump._ends)
            dump._rows.TryAdd(end, []);
        return dump;
    }

    private void ReadLines(string[] text)
    {
        var files = new Dictionary<int, string>();
        int file = -1;
        var sequence = new List<LineEntry>();
        foreach (string line in text)
        {
            if (line.StartsWith("debug_line[", StringComparison.Ordinal))
                files.Clear();
            else if (FileNumber().Match(line) is { Success: true } number)
                file = int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            else if (FileName().Match(line) is { Success: true } name)
                files[file] = Path.GetFileName(name.Groups[1].Value);
            else if (Row().Match(line) is { Success: true } row)
                ReadRow(row, files, sequence);
        }
    }

    private void ReadRow(Match row, Dictionary<int, string> files, List<LineEntry> sequence)
    {
        uint address = Convert.ToUInt32(row.Groups[1].Value, 16);
        string flags = row.Groups[4].Value;
        if (!flags.Contains("end_sequence", StringComparison.Ordinal))
        {
            int number = int.Parse(row.Groups[3].ValueSpan, CultureInfo.InvariantCulture);
            sequence.Add(new LineEntry(
                address, files.GetValueOrDefault(number, "?"), int.Parse(row.Groups[2].ValueSpan, CultureInfo.InvariantCulture),
                flags.Contains("is_stmt", StringComparison.Ordinal), flags.Contains("prologue_end", StringComparison.Ordinal)));
            return;
        }

        if (sequence.Count > 0 && sequence[0].Address >= FirstCode && sequence[0].Address < LastCode)
        {
            // Rows at the end of a sequence have no code.
            foreach (LineEntry entry in sequence.Where(e => e.Address < address))
            {
                if (!_rows.TryGetValue(entry.Address, out List<LineEntry>? here))
                    _rows[entry.Address] = here = [];
                here.Add(entry);
            }

            _ends.Add(address);
        }

        sequence.Clear();
    }

    private void ReadFunctions(string[] text)
    {
        var open = new Stack<(int Indent, CodeBlock? Block)>();
        var labels = new List<(uint Address, string Name)>();
        bool isAssembly = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (Tag().Match(text[i]) is not { Success: true } tag)
                continue;
            int indent = tag.Groups[1].Length, end = i + 1;
            while (end < text.Length && text[end].Length > 0)
                end++;
            string attributes = string.Join('\n', text[(i + 1)..end]);
            if (tag.Groups[2].Value == "compile_unit")
                isAssembly = attributes.Contains("DW_LANG_Mips_Assembler", StringComparison.Ordinal);
            if (isAssembly && tag.Groups[2].Value == "label" && Label().Match(attributes) is { Success: true } label)
                labels.Add((Convert.ToUInt32(label.Groups[2].Value, 16), label.Groups[1].Value));
            while (open.Count > 0 && open.Peek().Indent >= indent)
                open.Pop();
            CodeBlock? block = tag.Groups[2].Value is "subprogram" or "inlined_subroutine" ? ReadBlock(attributes, isAssembly) : null;
            CodeBlock? around = open.Count > 0 ? open.Peek().Block : null;
            if (block is not null && tag.Groups[2].Value == "subprogram")
                Functions.Add(block);
            else if (block is not null)
                around?.Inlined.Add(block);
            open.Push((indent, block ?? (tag.Groups[2].Value == "lexical_block" ? around : null)));
        }

        // clang describes assembler functions by labels alone: each ends where the next one begins, or where its lines end.
        foreach ((uint address, string name) in labels)
            Functions.Add(new CodeBlock(name, [(address, labels.Select(l => l.Address).Concat(_ends).Where(a => a > address).Min())], address, "", 0, true));
    }

    private static CodeBlock? ReadBlock(string attributes, bool isAssembly)
    {
        List<(uint Start, uint End)> ranges = [];
        if (LowHigh().Match(attributes) is { Success: true } pair)
            ranges.Add((Convert.ToUInt32(pair.Groups[1].Value, 16), Convert.ToUInt32(pair.Groups[2].Value, 16)));
        else if (attributes.IndexOf("DW_AT_ranges", StringComparison.Ordinal) is >= 0 and int start)
            foreach (Match range in Range().Matches(attributes[start..(attributes.IndexOf("))", start, StringComparison.Ordinal) + 2)]))
                ranges.Add((Convert.ToUInt32(range.Groups[1].Value, 16), Convert.ToUInt32(range.Groups[2].Value, 16)));
        // GNU as leaves the Thumb bit in.
        ranges = [.. ranges.Select(r => (r.Start & ~1u, r.End & ~1u))];
        ranges.RemoveAll(r => r.Start == r.End || r.Start < FirstCode || r.Start >= LastCode);
        if (ranges.Count == 0)
            return null;
        uint entry = EntryPc().Match(attributes) is { Success: true } pc ? Convert.ToUInt32(pc.Groups[1].Value, 16) : ranges[0].Start;
        Match call = Call().Match(attributes);
        string name = Name().Match(attributes) is { Success: true } named ? named.Groups[1].Value : "";
        return new CodeBlock(
            name, ranges, entry, call.Success ? Path.GetFileName(call.Groups[1].Value) : "",
            call.Success ? int.Parse(call.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0, isAssembly);
    }

    [GeneratedRegex(@"^file_names\[\s*(?<number>\d+)\]:", RegexOptions.None, 1000)]
    private static partial Regex FileNumber();

    [GeneratedRegex(@"^\s+name: ""(?<name>.*)""", RegexOptions.None, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^0x(?<address>[0-9a-f]{16})\s+(?<line>\d+)\s+\d+\s+(?<file>\d+)\s+\d+\s+\d+\s+\d+ (?<flags>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^0x[0-9a-f]{8}:(?<indent> +)DW_TAG_(?<tag>\w+)", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"DW_AT_low_pc\s+\(0x(?<start>[0-9a-f]+)\)\s+DW_AT_high_pc\s+\(0x(?<end>[0-9a-f]+)\)", RegexOptions.None, 1000)]
    private static partial Regex LowHigh();

    [GeneratedRegex(@"\[0x(?<start>[0-9a-f]+), 0x(?<end>[0-9a-f]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"DW_AT_name\s+\(""(?<name>.*)""\)[\s\S]*DW_AT_low_pc\s+\(0x(?<address>[0-9a-f]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"DW_AT_entry_pc\s+\(0x(?<address>[0-9a-f]+)\)", RegexOptions.None, 1000)]
    private static partial Regex EntryPc();

    [GeneratedRegex(@"DW_AT_call_file\s+\(""(?<file>.*)""\)\s+DW_AT_call_line\s+\((?<line>\d+)\)", RegexOptions.None, 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"DW_AT_(?:name|abstract_origin|specification)\s+\((?:0x[0-9a-f]+ )?""(?<name>.*)""\)", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
