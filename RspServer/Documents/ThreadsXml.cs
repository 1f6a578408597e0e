using System.Text;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Documents;

/// <summary>Writes the thread list (GDB manual, "Thread List Format").</summary>
internal static class ThreadsXml
{
    public static string Write(IReadOnlyList<RspThread> threads, Func<RspThreadId, string> spell)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?>\n<threads>\n");
        foreach (RspThread thread in threads)
        {
            xml.Append("<thread id=\"").Append(spell(thread.Id)).Append("\" name=\"").Append(XmlText.Escape(thread.Name)).Append("\">");
            xml.Append(XmlText.Escape(thread.State)).Append("</thread>\n");
        }

        return xml.Append("</threads>\n").ToString();
    }
}
