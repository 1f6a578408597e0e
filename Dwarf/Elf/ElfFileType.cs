namespace RspDebug.Dwarf.Elf;

/// <summary>Kind of file (<c>e_type</c>); other values pass through unnamed.</summary>
public enum ElfFileType
{
    /// <summary><c>ET_NONE</c>.</summary>
    None = 0,

    /// <summary><c>ET_REL</c>: an object file; its addresses are not final.</summary>
    Relocatable = 1,

    /// <summary><c>ET_EXEC</c>: linked firmware.</summary>
    Executable = 2,

    /// <summary><c>ET_DYN</c>.</summary>
    SharedObject = 3,

    /// <summary><c>ET_CORE</c>: a core dump.</summary>
    Core = 4,
}
