namespace RspDebug.Dwarf.Types;

/// <summary>Keyword of a structured type.</summary>
public enum StructureKind
{
    /// <summary><c>struct</c></summary>
    Struct,

    /// <summary><c>class</c></summary>
    Class,

    /// <summary><c>union</c></summary>
    Union,
}
