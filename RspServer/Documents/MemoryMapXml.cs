using System.Collections.Immutable;
using System.Text;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Documents;

/// <summary>Writes the memory map (GDB manual, "Memory Map Format").</summary>
internal static class MemoryMapXml
{
    public static string Write(ImmutableArray<MemoryRegion> regions)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE memory-map PUBLIC \"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\" ");
        xml.Append("\"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n<memory-map>\n");
        foreach (MemoryRegion region in regions)
        {
            string kind = region.Kind switch { MemoryKind.Ram => "ram", MemoryKind.Rom => "rom", _ => "flash" };
            xml.Append($"<memory type=\"{kind}\" start=\"0x{region.Start.Value:x}\" length=\"0x{region.LengthInBytes:x}\"");
            if (region.Kind == MemoryKind.Flash) xml.Append($"><property name=\"blocksize\">0x{region.EraseBlockInBytes:x}</property></memory>\n");
            else xml.Append("/>\n");
        }

        return xml.Append("</memory-map>\n").ToString();
    }
}
