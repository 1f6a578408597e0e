namespace RspDebug.Dwarf.Elf;

/// <summary>Kind of symbol (low half of <c>st_info</c>); other values pass through unnamed.</summary>
public enum ElfSymbolType
{
    /// <summary><c>STT_NOTYPE</c>: labels of assembly, mapping symbols.</summary>
    None = 0,

    /// <summary><c>STT_OBJECT</c>: data.</summary>
    Object = 1,

    /// <summary><c>STT_FUNC</c>.</summary>
    Function = 2,

    /// <summary><c>STT_SECTION</c>.</summary>
    Section = 3,

    /// <summary><c>STT_FILE</c>: name of a source file.</summary>
    File = 4,

    /// <summary><c>STT_TLS</c>.</summary>
    ThreadLocal = 6,
}
