using System.Collections.Immutable;
using System.Xml;

namespace RspDebug.RspClient.TargetDescription;

/// <summary>The thread list document.</summary>
/// <remarks>GDB manual, "Thread List Format": <c>thread</c> elements with <c>id</c>, <c>name</c> and, as text, a description.</remarks>
public static class ThreadDocument
{
    private const int MaxThreads = 4096;

    /// <summary>Reads the document; elements without an id are left out.</summary>
    /// <exception cref="RspProtocolException">The XML is malformed or cut short.</exception>
    public static ImmutableArray<StubThread> Parse(ReadOnlyMemory<byte> document)
    {
        var threads = ImmutableArray.CreateBuilder<StubThread>();
        try
        {
            using XmlReader xml = XmlDocuments.Open(document);
            while (xml.Read() && threads.Count < MaxThreads)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "thread" && xml.GetAttribute("id") is { Length: > 0 } id)
                    threads.Add(new StubThread(id, xml.GetAttribute("name") ?? "", ""));
                else if (xml.NodeType == XmlNodeType.Text && threads.Count > 0 && xml.Depth > 1)
                    threads[^1] = threads[^1] with { Description = xml.Value.Trim() };
            }
        }
        catch (XmlException error)
        {
            throw XmlDocuments.Malformed("threads", error);
        }

        return threads.ToImmutable();
    }
}
