namespace RspDebug.Dwarf.Elf;

/// <summary>Properties of a section (<c>sh_flags</c>); other bits pass through unnamed.</summary>
[Flags]
public enum ElfSectionFlags : ulong
{
    /// <summary>No flag set.</summary>
    None = 0,

    /// <summary><c>SHF_WRITE</c>.</summary>
    Write = 0x1,

    /// <summary><c>SHF_ALLOC</c>: occupies target memory.</summary>
    Alloc = 0x2,

    /// <summary><c>SHF_EXECINSTR</c>.</summary>
    Execute = 0x4,

    /// <summary><c>SHF_MERGE</c>.</summary>
    Merge = 0x10,

    /// <summary><c>SHF_STRINGS</c>.</summary>
    Strings = 0x20,

    /// <summary><c>SHF_COMPRESSED</c>: the bytes start with a compression header.</summary>
    Compressed = 0x800,
}
