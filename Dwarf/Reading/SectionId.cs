namespace RspDebug.Dwarf.Reading;

/// <summary>Which bytes a reader stands on; used to say where an error is.</summary>
/// <remarks>DWARF 5, 7.4 and appendix B; the Arm tables are from EHABI32.</remarks>
public enum SectionId
{
    /// <summary>No known section.</summary>
    Unknown,
    /// <summary><c>.debug_abbrev</c></summary>
    DebugAbbrev,
    /// <summary><c>.debug_addr</c></summary>
    DebugAddr,
    /// <summary><c>.debug_aranges</c></summary>
    DebugAranges,
    /// <summary><c>.debug_frame</c></summary>
    DebugFrame,
    /// <summary><c>.debug_info</c></summary>
    DebugInfo,
    /// <summary><c>.debug_line</c></summary>
    DebugLine,
    /// <summary><c>.debug_line_str</c></summary>
    DebugLineStr,
    /// <summary><c>.debug_loc</c> (DWARF 2 to 4)</summary>
    DebugLoc,
    /// <summary><c>.debug_loclists</c></summary>
    DebugLoclists,
    /// <summary><c>.debug_names</c></summary>
    DebugNames,
    /// <summary><c>.debug_ranges</c> (DWARF 2 to 4)</summary>
    DebugRanges,
    /// <summary><c>.debug_rnglists</c></summary>
    DebugRnglists,
    /// <summary><c>.debug_str</c></summary>
    DebugStr,
    /// <summary><c>.debug_str</c> of the supplementary file that <c>dwz -m</c> made</summary>
    SupplementaryStr,
    /// <summary><c>.debug_str_offsets</c></summary>
    DebugStrOffsets,
    /// <summary><c>.debug_types</c> (DWARF 4)</summary>
    DebugTypes,
    /// <summary><c>.debug_cu_index</c> and <c>.debug_tu_index</c> of a package file</summary>
    DebugUnitIndex,
    /// <summary><c>.gdb_index</c></summary>
    GdbIndex,
    /// <summary><c>.eh_frame</c></summary>
    EhFrame,
    /// <summary><c>.ARM.exidx</c></summary>
    ArmExidx,
    /// <summary><c>.ARM.extab</c></summary>
    ArmExtab,
    /// <summary>The bytes of one DWARF expression, counted from its first operation.</summary>
    Expression,
    /// <summary>The ELF file itself, counted from its first byte.</summary>
    ElfFile,
}
