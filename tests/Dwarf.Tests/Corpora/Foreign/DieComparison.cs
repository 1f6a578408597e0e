using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>Our DIEs against those that <c>llvm-dwarfdump -v</c> prints: order, tag, every attribute's name and form, and its value where that is a text, a reference or a number.</summary>
internal sealed partial class DieComparison(DebugInfo info)
{
    private readonly Dictionary<string, Queue<Die>> _ours = new()
    {
        [".debug_info"] = new Queue<Die>(info.Units.SelectMany(unit => Flatten(unit, unit.Root))),
        [".debug_types"] = new Queue<Die>(info.TypeUnits.Where(unit => unit.Section == SectionId.DebugTypes).SelectMany(unit => Flatten(unit, unit.Root))),
    };

    /// <summary>DIEs that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>What differs: the place and both sides.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>Compares the next DIE of its section.</summary>
    public void Compare(DumpedDie theirs)
    {
        if (!_ours.TryGetValue(theirs.Section, out Queue<Die>? rest)) return;
        while (rest.TryPeek(out Die skipped) && skipped.Offset < theirs.Offset) Report(rest.Dequeue().Offset, "no such DIE", "a DIE");
        if (!rest.TryPeek(out Die ours) || ours.Offset != theirs.Offset)
        {
            Report(theirs.Offset, theirs.Tag, "no such DIE");
            return;
        }
        rest.Dequeue();
        Compared++;
        if (!IsSameName(theirs.Tag, ours.Tag.ToString())) Report(theirs.Offset, theirs.Tag, ours.Tag.ToString());
        ReadOnlySpan<AttributeSpec> specs = ours.Abbreviation.Attributes;
        if (specs.Length != theirs.Attributes.Count)
        {
            Report(theirs.Offset, $"{theirs.Attributes.Count} attributes", $"{specs.Length} attributes");
            return;
        }
        for (int i = 0; i < specs.Length; i++) Compare(theirs, theirs.Attributes[i], ours, specs[i]);
    }

    /// <summary>What the other tool has not.</summary>
    public void Finish()
    {
        foreach (Die die in _ours.Values.SelectMany(rest => rest)) Report(die.Offset, "no such DIE", "a DIE");
    }

    private static IEnumerable<Die> Flatten(CompilationUnit unit, Die root)
    {
        Stack<Die> open = new([root]);
        while (open.TryPop(out Die die))
        {
            yield return die;
            List<Die> children = [];
            foreach (Die child in die.Children) children.Add(child);
            children.Reverse();
            children.ForEach(open.Push);
        }
    }

    private void Compare(DumpedDie theirs, (string Name, string Form, string Value) expected, Die die, AttributeSpec spec)
    {
        if (!IsSameName(expected.Name, spec.Name.ToString())) Report(theirs.Offset, expected.Name, spec.Name.ToString());
        if (!IsSameName(expected.Form, spec.Form.ToString()) && spec.Form != DwForm.Indirect) Report(theirs.Offset, $"{expected.Name} {expected.Form}", spec.Form.ToString());
        // A name that stands twice is read where it stands first.
        if (theirs.Attributes.Count(other => other.Name == expected.Name) > 1 || !die.TryGet(spec.Name, out AttributeValue value)) return;
        (string Theirs, string Ours)? both = value switch
        {
            { IsString: true } => QuotedText().Match(expected.Value) is { Success: true } text ? (text.Groups["text"].Value, Escape(value.AsStringBytes())) : null,
            { IsReference: true } => ReferenceText().Match(expected.Value) is { Success: true } to ? (to.Groups["offset"].Value, value.TryGetReference(out Die target) ? target.Offset.ToString("x8", CultureInfo.InvariantCulture) : "none") : null,
            { IsBlock: true } => null,
            { IsAddress: true } => AddressText().Match(expected.Value) is { Success: true } at ? (WithoutThumb(Number(at.Groups["value"].Value, 8)), WithoutThumb(value.AsAddress().ToString("x", CultureInfo.InvariantCulture))) : null,
            _ => NumberText().Match(expected.Value) is { Success: true } number ? (Number(number.Groups["value"].Value, Width(value.Form)), Mask(value.Form is DwForm.Sdata or DwForm.ImplicitConst ? (ulong)value.AsSigned() : value.Raw, Width(value.Form))) : null,
        };
        if (both is { } pair && pair.Theirs != pair.Ours) Report(theirs.Offset, $"{expected.Name} {expected.Form} {pair.Theirs}", pair.Ours);
    }

    private void Report(int offset, string theirs, string ours) => Differences.Add($"0x{offset:x}: expected {theirs} but was {ours}");

    private static bool IsSameName(string specification, string ours) =>
        specification.StartsWith("unknown_", StringComparison.Ordinal) || char.IsAsciiDigit(ours[0]) || specification.Replace("_", "", StringComparison.Ordinal).Equals(ours.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static int Width(DwForm form) => form switch { DwForm.Data1 or DwForm.Flag => 1, DwForm.Data2 => 2, DwForm.Data4 => 4, _ => 8 };

    private static string Number(string text, int width) =>
        Mask(text.StartsWith("0x", StringComparison.Ordinal) ? ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : text[0] == '-' ? (ulong)long.Parse(text, CultureInfo.InvariantCulture) : ulong.Parse(text, CultureInfo.InvariantCulture), width);

    private static string Mask(ulong value, int width) => (width == 8 ? value : value & ((1UL << (8 * width)) - 1)).ToString("x", CultureInfo.InvariantCulture);

    // AAELF32 has R_ARM_ABS32 set bit 0 for a function of Thumb code, which LLVM does not.
    private string WithoutThumb(string address) =>
        info.Image is { Type: ElfFileType.Relocatable, Machine: ElfMachine.Arm } ? (ulong.Parse(address, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~1UL).ToString("x", CultureInfo.InvariantCulture) : address;

    // LLVM's raw_ostream::write_escaped.
    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        foreach (byte b in bytes)
        {
            text.Append(b switch
            {
                (byte)'\\' => "\\\\",
                (byte)'\t' => "\\t",
                (byte)'\n' => "\\n",
                (byte)'"' => "\\\"",
                >= 0x20 and < 0x7f => ((char)b).ToString(),
                _ => "\\" + Convert.ToString(b, 8).PadLeft(3, '0'),
            });
        }
        return text.ToString();
    }

    [GeneratedRegex(@"(\(|= )""(?<text>.*)""\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"\{0x(?<offset>[0-9a-f]+)\}|^\t\(0x(?<offset>[0-9a-f]{8})[ )]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReferenceText();

    [GeneratedRegex(@"(\t\(|address = )(?<value>0x[0-9a-f]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressText();

    [GeneratedRegex(@"^\t\((?<value>0x[0-9a-f]+|-?\d+)(\)|$|:)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberText();
}
