namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>What is in a section.</summary>
internal enum SectionKind
{
    /// <summary>Instructions.</summary>
    Code,

    /// <summary>Bytes that never change.</summary>
    Constant,

    /// <summary>Variables with a value at the start.</summary>
    Data,

    /// <summary>Variables that start-up code clears, stack and heap: not in the file.</summary>
    Zero,
}
