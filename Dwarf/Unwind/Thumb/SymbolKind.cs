namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>What is known of a value without running the program.</summary>
internal enum SymbolKind
{
    /// <summary>Nothing.</summary>
    Unknown,
    /// <summary>The value that a register had on entry to the function.</summary>
    Entry,
    /// <summary>An address on the stack: distance from an anchor. Anchor 0 is SP on entry, later ones are SP after it became unknown.</summary>
    Stack,
    /// <summary>A number.</summary>
    Constant,
}
