namespace RspDebug.Dwarf.Info;

/// <summary>Where a name is declared; the outermost wins when several units have one.</summary>
internal enum NameLevel
{
    /// <summary>In a namespace, or in none.</summary>
    Outer,

    /// <summary>Inside a type.</summary>
    Nested,

    /// <summary>Inside a function: of no concern to other units, and in no index.</summary>
    Local,
}
