using System.Xml;

namespace RspDebug.RspClient.TargetDescription;

/// <summary>How documents of a stub are read: no DTD, no entities, no network, a bound on size.</summary>
internal static class XmlDocuments
{
    public const int MaxSizeInBytes = 1 << 20;

    public static XmlReader Open(ReadOnlyMemory<byte> document)
    {
        var settings = new XmlReaderSettings
        {
            // A DOCTYPE is normal and is skipped; an entity that it would define is then unknown, which is an error and no expansion.
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = MaxSizeInBytes,
        };
        // QEMU uses "xi:include" without declaring the prefix.
        var namespaces = new XmlNamespaceManager(new NameTable());
        namespaces.AddNamespace("xi", "http://www.w3.org/2001/XInclude");
        var context = new XmlParserContext(null, namespaces, null, XmlSpace.None, System.Text.Encoding.UTF8);
        ReadOnlySpan<byte> text = document.Span.TrimStart(" \t\r\n"u8).TrimEnd("\0 \t\r\n"u8);
        return XmlReader.Create(new MemoryStream(text.ToArray(), writable: false), settings, context);
    }

    public static RspProtocolException Malformed(string document, XmlException error) =>
        new($"The stub's XML is malformed: {error.Message}", $"{document}:{error.LineNumber}:{error.LinePosition}",
            "Report it to the author of the debug server.", error);
}
