namespace RspDebug.Dwarf.Reading;

/// <summary>Between <see cref="SectionId"/> and the names that ELF files use.</summary>
public static class SectionNames
{
    /// <summary>The name as the specification spells it, with its leading dot.</summary>
    public static string Name(this SectionId section) => section switch
    {
        SectionId.DebugAbbrev => ".debug_abbrev",
        SectionId.DebugAddr => ".debug_addr",
        SectionId.DebugAranges => ".debug_aranges",
        SectionId.DebugFrame => ".debug_frame",
        SectionId.DebugInfo => ".debug_info",
        SectionId.DebugLine => ".debug_line",
        SectionId.DebugLineStr => ".debug_line_str",
        SectionId.DebugLoc => ".debug_loc",
        SectionId.DebugLoclists => ".debug_loclists",
        SectionId.DebugNames => ".debug_names",
        SectionId.DebugRanges => ".debug_ranges",
        SectionId.DebugRnglists => ".debug_rnglists",
        SectionId.DebugStr => ".debug_str",
        SectionId.SupplementaryStr => ".debug_str of the supplementary file",
        SectionId.DebugStrOffsets => ".debug_str_offsets",
        SectionId.DebugTypes => ".debug_types",
        SectionId.DebugUnitIndex => ".debug_cu_index",
        SectionId.GdbIndex => ".gdb_index",
        SectionId.EhFrame => ".eh_frame",
        SectionId.ArmExidx => ".ARM.exidx",
        SectionId.ArmExtab => ".ARM.extab",
        SectionId.Expression => "expression",
        SectionId.ElfFile => "file",
        _ => "unknown section",
    };
}
