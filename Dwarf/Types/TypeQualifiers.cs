namespace RspDebug.Dwarf.Types;

/// <summary>Qualifiers of a type.</summary>
[Flags]
public enum TypeQualifiers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>const</c></summary>
    Const = 1,

    /// <summary><c>volatile</c></summary>
    Volatile = 2,

    /// <summary><c>restrict</c></summary>
    Restrict = 4,

    /// <summary><c>_Atomic</c></summary>
    Atomic = 8,
}
