using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>All code of one source line inside one function.</summary>
/// <param name="Path">File as the debug information names it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Ranges">Code ranges of the line inside the function, sorted.</param>
/// <param name="StartsAtPc">True when the look-up address is the first of an <c>is_stmt</c> row: a place where a step may end.</param>
internal sealed record Statement(string Path, int Line, IReadOnlyList<MemoryRange> Ranges, bool StartsAtPc)
{
    /// <summary>True when the address belongs to the line.</summary>
    public bool Contains(uint address)
    {
        foreach (MemoryRange range in Ranges)
            if (range.Contains(address, 1))
                return true;
        return false;
    }

    /// <summary>Same line of the same file.</summary>
    public bool IsSameLine(Statement other) => Line == other.Line && string.Equals(Path, other.Path, StringComparison.Ordinal);
}
