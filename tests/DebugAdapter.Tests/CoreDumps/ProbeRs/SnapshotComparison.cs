using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;

namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>Looks for each part of an expected variable in what the session shows, and compares name, type, value and place.</summary>
/// <param name="session">Halted.</param>
/// <param name="frameId">The frame of the variables.</param>
internal sealed partial class SnapshotComparison(DebugSession session, int frameId)
{
    private const int MostChildren = 1000;

    /// <summary><c>PATH | probe-rs: ... | ours: ...</c>, one for each disagreement.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>How many parts had a counterpart.</summary>
    public int Compared { get; private set; }

    /// <summary>Compares the variables of the frame.</summary>
    public async Task CompareAsync(IReadOnlyList<SnapshotVariable> expected, IReadOnlyList<VariableView> ours, string path)
    {
        // The session shows inner blocks first, so that of two variables with one name probe-rs's first is the session's last.
        List<VariableView> left = [.. ours];
        foreach (SnapshotVariable variable in expected)
        {
            int found = left.FindLastIndex(view => view.Name == variable.Name);
            string at = $"{path} {variable.Name}".TrimEnd();
            if (found < 0)
            {
                Differences.Add($"{at} | probe-rs: {variable.Type} | ours: no such variable");
                continue;
            }

            await CompareAsync(variable, left[found], at);
            left.RemoveAt(found);
        }

        Differences.AddRange(left.Select(view => $"{path} {view.Name} | probe-rs: no such variable | ours: {view.Type}"));
    }

    private async Task CompareAsync(SnapshotVariable expected, VariableView ours, string path)
    {
        Compared++;
        if (expected.Type is { } type && type != SnapshotText.Type(ours.Type)) Differences.Add($"{path} type | probe-rs: {type} | ours: {ours.Type}");
        (string theirs, string value) = Values(expected, ours);
        if (theirs != value) Differences.Add($"{path} value | probe-rs: {theirs} | ours: {value}");
        List<VariableView> children = await ChildrenAsync(ours);
        foreach (SnapshotVariable child in expected.Children) await CompareChildAsync(child, ours, children, $"{path}.{child.Name}");
        int elements = expected.Children.Count(child => child.Name.StartsWith('['));
        if (elements > 0 && elements != ours.IndexedChildren) Differences.Add($"{path} elements | probe-rs: {elements} | ours: {ours.IndexedChildren}");
    }

    private async Task CompareChildAsync(SnapshotVariable expected, VariableView parent, List<VariableView> children, string path)
    {
        if (children.Find(view => SnapshotText.IsSameName(view.Name, expected.Name)) is { } child)
        {
            await CompareAsync(expected, child, path);
        }
        else if (expected.Name.StartsWith('*') && await PointeeAsync(parent) is { } pointee)
        {
            await CompareAsync(expected, pointee, path);
        }
        else if (expected.Type == expected.Name && SnapshotText.NamesVariant(parent.Value, expected.Name))
        {
            // The session shows what the variant holds as children of the enum itself.
            await CompareAsync(expected with { Type = null }, parent, path);
        }
        else
        {
            Differences.Add($"{path} | probe-rs: {expected.Type} | ours: no such part");
        }
    }

    // An address stands for the place of the object or pointer; aggregates are compared by their parts, which follow.
    private static (string Theirs, string Ours) Values(SnapshotVariable expected, VariableView ours)
    {
        if (PlacePattern().Match(expected.Value) is { Success: true } place)
            return ($"@{uint.Parse(place.Groups["address"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture):x}", $"@{ours.Address:x}");
        return expected.Children.Count > 0 && AggregatePattern().IsMatch(expected.Value) ? ("", "") : (SnapshotText.Value(expected.Value, expected.Type), SnapshotText.Unquoted(ours.Value));
    }

    // The parts, and with them the members of a value that has a view.
    private async Task<List<VariableView>> ChildrenAsync(VariableView view)
    {
        if (view.Reference == 0) return [];
        List<VariableView> children = [.. await session.VariablesAsync(view.Reference, 0, MostChildren, FormatOptions.Default, default)];
        if (children.Find(child => child.Kind == NamedValueKind.Raw) is { Reference: not 0 } raw)
            children.AddRange(await session.VariablesAsync(raw.Reference, 0, MostChildren, FormatOptions.Default, default));
        return children;
    }

    private async Task<VariableView?> PointeeAsync(VariableView pointer)
    {
        if (pointer.EvaluateName is null) return null;
        try
        {
            return await session.EvaluateAsync($"*({pointer.EvaluateName})", frameId, allowWrites: false, FormatOptions.Default, default);
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    [GeneratedRegex("^.* @ (0x)?(?<address>[0-9A-F]+)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 5000)]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"^[^\n]* = \[\n|^[^\n]* \{\n", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex AggregatePattern();
}
