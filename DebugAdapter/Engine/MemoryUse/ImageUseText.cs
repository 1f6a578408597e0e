using System.Globalization;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>What an image takes, as text for a terminal.</summary>
internal static class ImageUseText
{
    /// <summary>Writes it.</summary>
    /// <param name="use">What to write.</param>
    /// <param name="top">How many symbols.</param>
    public static string Write(ImageUse use, int top)
    {
        var text = new StringBuilder();
        Line(text, $"{use.File}: text {use.TextInBytes}, data {use.DataInBytes}, bss {use.BssInBytes}");
        text.Append('\n');
        foreach (UsedRegion region in use.Regions)
            Line(text, $"{region.Name,-12} 0x{region.Start:x8}  {region.UsedInBytes,9}{SizeOf(region)}{(region.IsTooSmall ? "  TOO SMALL" : "")}");
        text.Append('\n');
        int width = use.Sections.Select(static section => section.Name.Length).DefaultIfEmpty(0).Max();
        foreach (UsedSection section in use.Sections)
        {
            string load = section.LoadAddress is { } at ? $"  from 0x{at:x8} ({section.LoadRegion})" : "";
            Line(text, $"{section.Name.PadRight(width)}  0x{section.Address:x8}  {section.SizeInBytes,9}  {Name(section.Kind),-8} {section.Region}{load}");
        }

        text.Append('\n');
        foreach (UsedSymbol symbol in use.Symbols.Take(top))
            Line(text, $"{symbol.SizeInBytes,9}  0x{symbol.Address:x8}  {symbol.Section,-10} {symbol.Name}");
        Line(text, $"{Describe(use.Stack)}");
        return text.ToString();
    }

    /// <summary>The stack as a sentence.</summary>
    public static string Describe(StackBounds? stack) => stack is null
        ? "Stack: the vector table does not tell."
        : string.Create(CultureInfo.InvariantCulture, $"Stack: 0x{stack.Limit:x8} to 0x{stack.Top:x8}, {stack.SizeInBytes} bytes (limit: {stack.LimitFrom})");

    /// <summary>The word for a kind of section.</summary>
    public static string Name(SectionKind kind) => kind switch
    {
        SectionKind.Code => "code",
        SectionKind.Constant => "constant",
        SectionKind.Data => "data",
        _ => "zero",
    };

    private static string SizeOf(UsedRegion region) => region.SizeInBytes is { } size
        ? string.Create(CultureInfo.InvariantCulture, $" of {size,9}  {region.Percent:0.0} %")
        : "";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
