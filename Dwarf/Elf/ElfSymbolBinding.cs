namespace RspDebug.Dwarf.Elf;

/// <summary>Visibility at link time (high half of <c>st_info</c>); other values pass through unnamed.</summary>
public enum ElfSymbolBinding
{
    /// <summary><c>STB_LOCAL</c>.</summary>
    Local = 0,

    /// <summary><c>STB_GLOBAL</c>.</summary>
    Global = 1,

    /// <summary><c>STB_WEAK</c>.</summary>
    Weak = 2,
}
