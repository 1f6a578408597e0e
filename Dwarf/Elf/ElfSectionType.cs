namespace RspDebug.Dwarf.Elf;

/// <summary>Kind of section (<c>sh_type</c>); other values pass through unnamed.</summary>
public enum ElfSectionType : uint
{
    /// <summary><c>SHT_NULL</c>.</summary>
    Null = 0,

    /// <summary><c>SHT_PROGBITS</c>.</summary>
    ProgBits = 1,

    /// <summary><c>SHT_SYMTAB</c>.</summary>
    SymbolTable = 2,

    /// <summary><c>SHT_STRTAB</c>.</summary>
    StringTable = 3,

    /// <summary><c>SHT_RELA</c>.</summary>
    RelocationsWithAddend = 4,

    /// <summary><c>SHT_NOTE</c>.</summary>
    Note = 7,

    /// <summary><c>SHT_NOBITS</c>: occupies memory, has no bytes in the file.</summary>
    NoBits = 8,

    /// <summary><c>SHT_REL</c>.</summary>
    Relocations = 9,

    /// <summary><c>SHT_INIT_ARRAY</c>.</summary>
    InitArray = 14,

    /// <summary><c>SHT_ARM_EXIDX</c>.</summary>
    ArmExidx = 0x70000001,
}
