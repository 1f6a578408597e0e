using System.Text;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Documents;

/// <summary>Writes target.xml (GDB manual, "Target Description Format").</summary>
internal static class TargetXml
{
    public static string Write(string architecture, WireRegisters registers, StubPersonality personality)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n<target version=\"1.0\">\n");
        xml.Append("<architecture>").Append(architecture).Append("</architecture>\n");
        foreach (RegisterFeature feature in registers.Features)
        {
            xml.Append("<feature name=\"").Append(XmlText.Escape(feature.Name)).Append("\">\n");
            foreach (RegisterDescription register in feature.Registers) WriteRegister(xml, register, personality);
            xml.Append("</feature>\n");
        }

        return xml.Append("</target>\n").ToString();
    }

    private static void WriteRegister(StringBuilder xml, RegisterDescription register, StubPersonality personality)
    {
        xml.Append("<reg name=\"").Append(XmlText.Escape(register.Name)).Append("\" bitsize=\"").Append(register.SizeInBits);
        xml.Append("\" regnum=\"").Append(personality.WireRegisterNumbers.GetValueOrDefault(register.Number, register.Number));
        xml.Append("\" type=\"").Append(XmlText.Escape(register.Type ?? "int")).Append('"');
        if (register.Group is { } group) xml.Append(" group=\"").Append(XmlText.Escape(group)).Append('"');
        xml.Append("/>\n");
    }
}
