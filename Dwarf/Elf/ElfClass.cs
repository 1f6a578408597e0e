namespace RspDebug.Dwarf.Elf;

/// <summary>Width of the file's fields (<c>EI_CLASS</c>).</summary>
public enum ElfClass
{
    /// <summary><c>ELFCLASS32</c>.</summary>
    Elf32 = 1,

    /// <summary><c>ELFCLASS64</c>.</summary>
    Elf64 = 2,
}
