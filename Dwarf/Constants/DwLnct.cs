namespace RspDebug.Dwarf.Constants;

/// <summary>Content of an entry of the DWARF 5 file and directory tables. DWARF 5, 7.22.</summary>
public enum DwLnct : ushort
{
    /// <summary><c>DW_LNCT_path</c></summary>
    Path = 0x01,
    /// <summary><c>DW_LNCT_directory_index</c></summary>
    DirectoryIndex = 0x02,
    /// <summary><c>DW_LNCT_timestamp</c></summary>
    Timestamp = 0x03,
    /// <summary><c>DW_LNCT_size</c></summary>
    Size = 0x04,
    /// <summary><c>DW_LNCT_MD5</c></summary>
    MD5 = 0x05,
    /// <summary><c>DW_LNCT_LLVM_source</c></summary>
    LLVMSource = 0x2001,
}
