namespace RspDebug.Dwarf.Elf;

/// <summary>What the bytes after a mapping symbol are.</summary>
/// <remarks>AAELF32, "Mapping symbols". M-profile cores run Thumb code only.</remarks>
public enum MappingKind
{
    /// <summary>No mapping symbol says.</summary>
    Unknown,

    /// <summary><c>$t</c>: Thumb instructions.</summary>
    Thumb,

    /// <summary><c>$a</c>: A32 instructions.</summary>
    Arm,

    /// <summary><c>$d</c>: literal pools, jump tables, data.</summary>
    Data,
}
