namespace RspDebug.Dwarf.Constants;

/// <summary>Kinds of unit. DWARF 5, 7.5.1.</summary>
public enum DwUt : byte
{
    /// <summary><c>DW_UT_compile</c></summary>
    Compile = 0x01,
    /// <summary><c>DW_UT_type</c></summary>
    Type = 0x02,
    /// <summary><c>DW_UT_partial</c></summary>
    Partial = 0x03,
    /// <summary><c>DW_UT_skeleton</c></summary>
    Skeleton = 0x04,
    /// <summary><c>DW_UT_split_compile</c></summary>
    SplitCompile = 0x05,
    /// <summary><c>DW_UT_split_type</c></summary>
    SplitType = 0x06,
}
