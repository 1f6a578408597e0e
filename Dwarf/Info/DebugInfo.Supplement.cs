using System.Text;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>Says that <c>dwz</c> moved a part of the debug information to a file that is not read. DWARF 5, 7.3.6.</summary>
    private void ReportSupplement()
    {
        // .debug_sup: version (2 bytes), flag of the supplementary file itself, name; .gnu_debugaltlink, before DWARF 5: name, build id.
        const int NameInSup = 3;
        ElfSection? old = Image.FindSection(".gnu_debugaltlink"), link = old ?? Image.FindSection(".debug_sup");
        if (link is null || Guard<ReadOnlyMemory<byte>>(() => link.Data, default) is not { IsEmpty: false } data) return;
        ReadOnlySpan<byte> name = old is not null ? data.Span : data.Length > NameInSup ? data.Span[NameInSup..] : default;
        int end = name.IndexOf((byte)0);
        if (end >= 0) name = name[..end];
        _diagnostics.Add(new DwarfDiagnostic(
            $"dwz moved a part of the debug information to '{Encoding.UTF8.GetString(name)}', which is not read: some names and types are not known. Use the image as it was before dwz -m.", SectionId.ElfFile, 0));
    }
}
