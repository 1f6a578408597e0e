using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Frame;

/// <summary>Unwind rows as text, one a line, from our tables and from <c>readelf --debug-dump=frames-interp</c>.</summary>
internal static partial class FrameRowText
{
    public static IEnumerable<string> FromFde(Fde fde)
    {
        foreach (UnwindRow row in CfiInterpreter.GetRows(fde))
        {
            var text = new StringBuilder($"{row.Start.Value:x8} {Cfa(row.Cfa)}");
            foreach ((int register, RegisterRule rule) in row.Registers)
            {
                if (rule is not RegisterRule.Undefined)
                    text.Append(CultureInfo.InvariantCulture, $" r{register}={Rule(rule)}");
            }
            yield return text.ToString();
        }
    }

    /// <summary>Start of each FDE and its rows; readelf prints neither rows of an FDE without instructions nor repeated rows.</summary>
    public static IEnumerable<(ulong Start, List<string> Rows)> FromReadelf(string output)
    {
        string[] columns = [];
        (ulong Start, List<string> Rows)? current = null;
        foreach (string line in output.Split('\n'))
        {
            Match fde = FdeLine().Match(line);
            if (fde.Success || line.Contains(" CIE ", StringComparison.Ordinal) || line.StartsWith("Contents", StringComparison.Ordinal))
            {
                if (current is not null)
                    yield return current.Value;
                current = fde.Success ? (ulong.Parse(fde.Groups["start"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), []) : null;
            }
            else if (line.TrimStart().StartsWith("LOC ", StringComparison.Ordinal))
            {
                columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..];
            }
            else if (current is not null && RowLine().IsMatch(line))
            {
                current.Value.Rows.Add(Row(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), columns));
            }
        }
        if (current is not null)
            yield return current.Value;
    }

    private static string Row(string[] cells, string[] columns)
    {
        IEnumerable<string> rules = columns.Select((name, i) => (Number: Number(name), Text: cells[i + 2]))
            .Where(rule => rule.Text != "u").OrderBy(rule => rule.Number).Select(rule => $" r{rule.Number}={rule.Text}");
        return $"{cells[0]} {cells[1]}{string.Concat(rules)}";
    }

    private static int Number(string name) => name == "ra" ? 14 : int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);

    private static string Cfa(CfaRule rule) => rule switch
    {
        CfaRule.RegisterOffset offset => $"r{offset.DwarfRegister}{offset.OffsetInBytes:+0;-0}",
        CfaRule.Expression => "exp",
        _ => "none",
    };

    private static string Rule(RegisterRule rule) => rule switch
    {
        RegisterRule.SameValue => "s",
        RegisterRule.Offset offset => $"c{offset.FromCfaInBytes:+0;-0}",
        RegisterRule.ValOffset offset => $"v{offset.FromCfaInBytes:+0;-0}",
        RegisterRule.Register other => $"r{other.DwarfRegister}",
        RegisterRule.Expression => "exp",
        RegisterRule.ValExpression => "vexp",
        _ => "u",
    };

    [GeneratedRegex(@" FDE cie=[0-9a-f]+ pc=(?<start>[0-9a-f]+)\.\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FdeLine();

    [GeneratedRegex("^[0-9a-f]{8} (?:r[0-9]+[+-]|exp)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowLine();
}
