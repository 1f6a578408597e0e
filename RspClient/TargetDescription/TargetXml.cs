using System.Collections.Immutable;
using System.Globalization;
using System.Xml;

namespace RspDebug.RspClient.TargetDescription;

/// <summary>
/// Reads <c>target.xml</c> with its includes, which the caller has fetched: <see cref="FindIncludes"/> names them, so that this stays
/// free of I/O.
/// </summary>
/// <remarks>GDB manual, "Target Description Format". A register without <c>regnum</c> has the number before plus one, across features and includes.</remarks>
public static class TargetXml
{
    /// <summary>The document that every description begins with.</summary>
    public const string MainDocument = "target.xml";

    private const int MaxIncludeDepth = 8;
    private const int MaxIncludes = 64;
    private const int MaxRegisters = 4096;
    private const int MaxRegisterSizeInBits = 4096;

    /// <summary>The documents that one document includes, in order.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="document">Its bytes.</param>
    /// <exception cref="RspProtocolException">The XML is malformed.</exception>
    public static ImmutableArray<string> FindIncludes(string name, ReadOnlyMemory<byte> document)
    {
        var includes = ImmutableArray.CreateBuilder<string>();
        try
        {
            using XmlReader xml = XmlDocuments.Open(document);
            while (xml.Read())
            {
                if (IsInclude(xml) && xml.GetAttribute("href") is { Length: > 0 } href) includes.Add(href);
            }
        }
        catch (XmlException error)
        {
            throw XmlDocuments.Malformed(name, error);
        }

        return includes.ToImmutable();
    }

    /// <summary>Reads the description.</summary>
    /// <param name="documents">By name: the main document and all that were included; a missing one costs its registers and gives a diagnostic.</param>
    /// <param name="diagnostics">Gets a line for everything that was left out.</param>
    /// <returns>The layout; without registers when the document names an architecture only, which is legal.</returns>
    /// <exception cref="RspProtocolException">The main document is malformed.</exception>
    public static RegisterLayout Parse(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> documents, ICollection<string> diagnostics)
    {
        var state = new Reading(documents, diagnostics);
        state.ReadDocument(MainDocument, 0);
        return new RegisterLayout(state.Architecture, state.Registers.ToImmutable());
    }

    private static bool IsInclude(XmlReader xml) => xml is { NodeType: XmlNodeType.Element, LocalName: "include" };

    private sealed class Reading(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> documents, ICollection<string> diagnostics)
    {
        private int _nextNumber;
        private int _documentsRead;
        private string _feature = "";

        public string Architecture { get; private set; } = "";

        public ImmutableArray<RegisterInfo>.Builder Registers { get; } = ImmutableArray.CreateBuilder<RegisterInfo>();

        public void ReadDocument(string name, int depth)
        {
            bool isTooMany = depth > MaxIncludeDepth || _documentsRead++ > MaxIncludes;
            if (isTooMany || !documents.TryGetValue(name, out ReadOnlyMemory<byte> document))
            {
                diagnostics.Add(isTooMany ? $"{name}: included too deep or too often, and left out." : $"{name}: the stub did not send it.");
                return;
            }

            try
            {
                using XmlReader xml = XmlDocuments.Open(document);
                while (xml.Read())
                {
                    if (xml.NodeType == XmlNodeType.Element) ReadElement(xml, name, depth);
                }
            }
            catch (XmlException error) when (depth > 0)
            {
                // One bad include costs what follows in it; the registers before it stand.
                diagnostics.Add(XmlDocuments.Malformed(name, error).Message);
            }
            catch (XmlException error)
            {
                throw XmlDocuments.Malformed(name, error);
            }
        }

        private void ReadElement(XmlReader xml, string document, int depth)
        {
            switch (xml.LocalName)
            {
                case "architecture":
                    if (xml.IsEmptyElement || !xml.Read() || xml.NodeType != XmlNodeType.Text) break;
                    Architecture = xml.Value.Trim();
                    break;
                case "feature":
                    _feature = xml.GetAttribute("name") ?? "";
                    break;
                case "include":
                    if (xml.GetAttribute("href") is { Length: > 0 } href) ReadDocument(href, depth + 1);
                    break;
                case "reg":
                    ReadRegister(xml, document);
                    break;
                default:
                    break;
            }
        }

        private void ReadRegister(XmlReader xml, string document)
        {
            string stubName = xml.GetAttribute("name") ?? "";
            bool hasNumber = xml.GetAttribute("regnum") is { } digits;
            int number = _nextNumber;
            bool isNumberValid = !hasNumber || TryParse(xml.GetAttribute("regnum"), int.MaxValue - 1, out number);
            if (!isNumberValid || !TryParse(xml.GetAttribute("bitsize"), MaxRegisterSizeInBits, out int sizeInBits) || sizeInBits == 0 || stubName.Length == 0
                || Registers.Count == MaxRegisters)
            {
                diagnostics.Add($"{document}: register '{stubName}' has no usable name, bitsize or regnum and was left out.");
                _nextNumber = isNumberValid ? number + 1 : _nextNumber + 1;
                return;
            }

            _nextNumber = number + 1;
            Registers.Add(new RegisterInfo(RegisterNames.Normalise(stubName, _feature), stubName, number, sizeInBits,
                xml.GetAttribute("type") ?? "", xml.GetAttribute("group") ?? "", _feature));
        }

        private static bool TryParse(string? text, int limit, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= limit;
    }
}
