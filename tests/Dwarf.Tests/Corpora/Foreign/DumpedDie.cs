using System.Globalization;
using System.Text.RegularExpressions;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>A DIE as <c>llvm-dwarfdump -v</c> prints it.</summary>
/// <param name="File">The file, and within an archive the member.</param>
/// <param name="Section"><c>.debug_info</c>, <c>.debug_types</c>, or the <c>.dwo</c> form of one.</param>
/// <param name="Offset">From the start of the section.</param>
/// <param name="Tag">In the specification's spelling.</param>
/// <param name="Attributes">Name, form and what it prints for the value.</param>
internal sealed partial record DumpedDie(string File, string Section, int Offset, string Tag, List<(string Name, string Form, string Value)> Attributes)
{
    /// <summary>Reads a dump as it comes; what is no DIE is passed over.</summary>
    public static IEnumerable<DumpedDie> Read(IEnumerable<string> lines)
    {
        string file = "", section = "";
        DumpedDie? die = null;
        foreach (string line in lines)
        {
            if (AttributeLine().Match(line) is { Success: true } attribute)
            {
                die?.Attributes.Add((attribute.Groups["name"].Value, attribute.Groups["form"].Value, attribute.Groups["value"].Value));
                continue;
            }
            if (DieLine().Match(line) is { Success: true } head)
            {
                if (die is not null) yield return die;
                die = head.Groups["tag"].Value == "NULL" ? null : new DumpedDie(file, section, int.Parse(head.Groups["offset"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), head.Groups["tag"].Value, []);
                continue;
            }
            bool isFile = line.Contains(":\tfile format ", StringComparison.Ordinal), isSection = line.EndsWith(" contents:", StringComparison.Ordinal);
            if (!isFile && !isSection) continue;
            if (die is not null) yield return die;
            die = null;
            if (isFile) file = line[..line.IndexOf(":\tfile format ", StringComparison.Ordinal)];
            else section = line[..^" contents:".Length];
        }
        if (die is not null) yield return die;
    }

    [GeneratedRegex(@"^0x(?<offset>[0-9a-f]+): +(DW_TAG_(?<tag>\w+)|(?<tag>NULL))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DieLine();

    [GeneratedRegex(@"^ +DW_AT_(?<name>\w+) \[DW_FORM_(?<form>\w+)\](?<value>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AttributeLine();
}
