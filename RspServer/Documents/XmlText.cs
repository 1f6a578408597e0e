using System.Security;

namespace RspDebug.RspServer.Documents;

/// <summary>Text inside XML.</summary>
internal static class XmlText
{
    public static string Escape(string text) => SecurityElement.Escape(text);
}
