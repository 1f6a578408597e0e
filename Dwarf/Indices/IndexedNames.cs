namespace RspDebug.Dwarf.Indices;

/// <summary>Kinds of names, as far as producers of indices treat them differently.</summary>
/// <remarks>Names inside functions are in no index. Which producer lists what was compared over the images of <c>tests/Fixtures/corpora</c>.</remarks>
[Flags]
internal enum IndexedNames
{
    None = 0,

    /// <summary>Functions with code.</summary>
    Functions = 1,

    /// <summary>Functions of which the unit has inlined copies alone.</summary>
    InlinedFunctions = 2,

    /// <summary>Variables with a location.</summary>
    Variables = 4,

    /// <summary>Types outside other types.</summary>
    Types = 8,

    /// <summary>Types inside other types.</summary>
    NestedTypes = 16,

    Enumerators = 32,
}
