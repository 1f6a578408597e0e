namespace RspDebug.Dwarf.Elf;

/// <summary>Kind of segment (<c>p_type</c>); other values pass through unnamed.</summary>
public enum ElfSegmentType : uint
{
    /// <summary><c>PT_NULL</c>.</summary>
    Null = 0,

    /// <summary><c>PT_LOAD</c>: bytes to place in target memory.</summary>
    Load = 1,

    /// <summary><c>PT_NOTE</c>.</summary>
    Note = 4,

    /// <summary><c>PT_ARM_EXIDX</c>.</summary>
    ArmExidx = 0x70000001,
}
