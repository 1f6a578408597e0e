using RspDebug.Dwarf.Line;

namespace RspDebug.Dwarf.Symbols;

/// <summary>A place in a source file.</summary>
/// <param name="File">The file; null when the debug information names none.</param>
/// <param name="Line">1-based; 0 for code that belongs to no line.</param>
/// <param name="Column">1-based; 0 when not given.</param>
/// <param name="IsStatement">The row is a recommended place for a breakpoint.</param>
public sealed record SourceLocation(SourceFile? File, int Line, int Column, bool IsStatement = true)
{
    /// <summary>The instruction itself belongs to no line (line 0): this is the nearest line before it, good for display only.</summary>
    public bool IsInherited { get; init; }

    /// <summary><c>src/main.c:42</c></summary>
    public override string ToString() => $"{File?.Path ?? "?"}:{Line}";
}
