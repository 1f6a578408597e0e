using System.Globalization;
using System.Text;

namespace RspDebug.Testing;

/// <summary>The XML documents of a <see cref="FakeStub"/>.</summary>
internal static class FakeDescription
{
    private const string Head = "<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n";

    /// <summary>All documents by name.</summary>
    public static IReadOnlyDictionary<string, string> Describe(FakeTarget target, FakeStubOptions options)
    {
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        var main = new StringBuilder(Head + "<target version=\"1.0\"><architecture>arm</architecture>\n");
        int next = 0;
        foreach (IGrouping<string, FakeRegister> feature in target.Registers.GroupBy(register => register.Feature, StringComparer.Ordinal))
        {
            var text = new StringBuilder($"<feature name=\"{feature.Key}\">\n");
            foreach (FakeRegister register in feature)
            {
                string number = options.OmitsImpliedNumbers && register.Number == next ? "" : $" regnum=\"{register.Number}\"";
                text.Append(CultureInfo.InvariantCulture, $"<reg name=\"{register.Name}\" bitsize=\"{register.SizeInBits}\"{number} type=\"int\"/>\n");
                next = register.Number + 1;
            }

            text.Append("</feature>\n");
            if (!options.UsesIncludes)
            {
                main.Append(text);
                continue;
            }

            string name = feature.Key[(feature.Key.LastIndexOf('.') + 1)..] + ".xml";
            documents.Add(name, "<?xml version=\"1.0\"?>\n<!DOCTYPE feature SYSTEM \"gdb-target.dtd\">\n" + text);
            // QEMU does not declare the prefix.
            main.Append(CultureInfo.InvariantCulture, $"<xi:include href=\"{name}\"/>");
        }

        documents.Add("target.xml", main.Append("</target>\n").ToString());
        return documents;
    }

    /// <summary>The memory map.</summary>
    public static string MapMemory(FakeTarget target, FakeStubOptions options)
    {
        string newline = options.HasLiteralNewlines ? "\\n" : "\n";
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n<memory-map>" + newline);
        foreach (FakeRegion region in target.Regions)
        {
            text.Append(CultureInfo.InvariantCulture, $"<memory type=\"{region.Kind}\" start=\"0x{region.Start:x}\" length=\"0x{region.Bytes.Length:x}\">");
            if (region.BlockSizeInBytes > 0) text.Append(CultureInfo.InvariantCulture, $"<property name=\"blocksize\">0x{region.BlockSizeInBytes:x}</property>");
            text.Append("</memory>").Append(newline);
        }

        return text.Append("</memory-map>\n").ToString();
    }
}
