using System.Collections.Immutable;
using System.Globalization;
using System.Xml;

namespace RspDebug.RspClient.TargetDescription;

/// <summary>The stub's memory map: where a breakpoint needs a comparator, and what flash commands take.</summary>
/// <param name="Regions">In document order.</param>
/// <remarks>GDB manual, "Memory Map Format".</remarks>
public sealed record MemoryMap(ImmutableArray<MemoryRegion> Regions)
{
    private const int MaxRegions = 1024;

    /// <summary>The region of an address, or null.</summary>
    public MemoryRegion? Find(TargetAddress address)
    {
        foreach (MemoryRegion region in Regions)
        {
            if (region.Contains(address)) return region;
        }

        return null;
    }

    /// <summary>Reads the document. Text between elements is passed over: probe-rs puts a literal backslash-n there.</summary>
    /// <param name="document">Its bytes.</param>
    /// <param name="diagnostics">Gets a line for every region that was left out.</param>
    /// <exception cref="RspProtocolException">The XML is malformed or cut short (OpenOCD says "last" even when it is cut).</exception>
    public static MemoryMap Parse(ReadOnlyMemory<byte> document, ICollection<string> diagnostics)
    {
        var regions = ImmutableArray.CreateBuilder<MemoryRegion>();
        try
        {
            using XmlReader xml = XmlDocuments.Open(document);
            bool isKept = false;
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "memory") isKept = TryAddRegion(xml, regions, diagnostics);
                else if (isKept && xml.LocalName == "property" && xml.GetAttribute("name") == "blocksize") SetBlockSize(xml, regions);
            }
        }
        catch (XmlException error)
        {
            throw XmlDocuments.Malformed("memory-map", error);
        }

        return new MemoryMap(regions.ToImmutable());
    }

    private static bool TryAddRegion(XmlReader xml, ImmutableArray<MemoryRegion>.Builder regions, ICollection<string> diagnostics)
    {
        if (!TryParse(xml.GetAttribute("start"), out ulong start) || !TryParse(xml.GetAttribute("length"), out ulong size) || size == 0
            || regions.Count == MaxRegions)
        {
            diagnostics.Add($"memory-map: a region with start '{xml.GetAttribute("start")}' and length '{xml.GetAttribute("length")}' was left out.");
            return false;
        }

        MemoryKind kind = xml.GetAttribute("type") switch
        {
            "ram" => MemoryKind.Ram,
            "rom" => MemoryKind.Rom,
            "flash" => MemoryKind.Flash,
            _ => MemoryKind.Unknown,
        };
        regions.Add(new MemoryRegion(kind, new TargetAddress(start), size, 0));
        return true;
    }

    private static void SetBlockSize(XmlReader xml, ImmutableArray<MemoryRegion>.Builder regions)
    {
        if (xml.IsEmptyElement || !xml.Read() || xml.NodeType != XmlNodeType.Text) return;
        if (TryParse(xml.Value, out ulong size)) regions[^1] = regions[^1] with { BlockSizeInBytes = size };
    }

    // Numbers stand in the form of C: "0x1000" or decimal.
    private static bool TryParse(string? text, out ulong value)
    {
        ReadOnlySpan<char> digits = (text ?? "").AsSpan().Trim();
        return digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
