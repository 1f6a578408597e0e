using System.Globalization;
using RspDebug.DebugAdapter.Engine.Reports;

namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>What an image takes, as one HTML file with a treemap.</summary>
internal static class ImageUseHtml
{
    /// <summary>Writes it.</summary>
    /// <param name="use">What to write.</param>
    /// <param name="top">How many symbols the table has.</param>
    public static string Write(ImageUse use, int top)
    {
        var html = new HtmlReport($"Memory of {Path.GetFileName(use.File)}");
        html.Text($"text {use.TextInBytes}, data {use.DataInBytes}, bss {use.BssInBytes}. {ImageUseText.Describe(use.Stack)}");
        if (use.Regions.Any(static region => region.SizeInBytes is not null))
        {
            UsedRegion[] small = [.. use.Regions.Where(static region => region.IsTooSmall)];
            html.Verdict(small.Length == 0 ? "It fits." : $"Too small: {string.Join(", ", small.Select(static region => region.Name))}", small.Length == 0);
        }

        html.Table(["region", "start", "used", "size", "%"], use.Regions.Select(static region => (IReadOnlyList<string>)
            [region.Name, Hex(region.Start), Number(region.UsedInBytes), region.SizeInBytes is { } size ? Number(size) : "", region.Percent is { } part ? part.ToString("0.0", CultureInfo.InvariantCulture) : ""]));
        html.Heading("Where it goes").Note("Click into a part to enlarge it, and beside it to go back.").Treemap(Tree(use));
        html.Heading("Sections").Table(["section", "address", "size", "holds", "region", "loaded from"], use.Sections.Select(static section => (IReadOnlyList<string>)
            [section.Name, Hex(section.Address), Number(section.SizeInBytes), ImageUseText.Name(section.Kind), section.Region, section.LoadAddress is { } at ? Hex(at) : ""]));
        html.Heading("Largest symbols").Table(["symbol", "address", "size", "section"], use.Symbols.Take(top).Select(static symbol => (IReadOnlyList<string>)
            [symbol.Name, Hex(symbol.Address), Number(symbol.SizeInBytes), symbol.Section]));
        return html.ToString();
    }

    private static TreemapNode Tree(ImageUse use)
    {
        ILookup<string, UsedSymbol> symbols = use.Symbols.ToLookup(static symbol => symbol.Section, StringComparer.Ordinal);
        return new TreemapNode("memory", null,
        [
            .. use.Regions.Select(region => new TreemapNode(region.Name, null,
            [
                .. use.Sections.Where(section => section.Region == region.Name).Select(section => Section(section, symbols[section.Name])),
                .. use.Sections.Where(section => section.LoadRegion == region.Name).Select(static section => new TreemapNode($"{section.Name} (values at the start)", section.SizeInBytes, null)),
            ])).Where(static node => node.Children!.Count > 0),
        ]);
    }

    private static TreemapNode Section(UsedSection section, IEnumerable<UsedSymbol> symbols)
    {
        // Symbols that overlap (aliases of another size) must not make a section larger than it is.
        List<TreemapNode> parts = [];
        long left = section.SizeInBytes;
        ulong end = section.Address, sectionEnd = end + section.SizeInBytes;
        foreach (UsedSymbol symbol in symbols.OrderBy(static symbol => symbol.Address).Where(symbol => symbol.Address + (ulong)symbol.SizeInBytes <= sectionEnd))
        {
            if (symbol.Address < end) continue;
            end = symbol.Address + (ulong)symbol.SizeInBytes;
            left -= symbol.SizeInBytes;
            parts.Add(new TreemapNode(symbol.Name, symbol.SizeInBytes, null));
        }

        if (left > 0) parts.Add(new TreemapNode("(without symbol)", left, null));
        return new TreemapNode(section.Name, null, parts);
    }

    private static string Hex(ulong address) => $"0x{address:x8}";

    private static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
