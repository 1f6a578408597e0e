using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>One row of a line table: from this address on, instructions belong to this source position.</summary>
/// <param name="Address">First instruction.</param>
/// <param name="File">Number of the file in the table's header.</param>
/// <param name="Line">1-based; 0 for code that the compiler made up.</param>
/// <param name="Column">1-based; 0 when not given.</param>
/// <param name="Flags">Registers of the line program that were set.</param>
/// <remarks>DWARF 5, 6.2.2.</remarks>
public readonly record struct LineRow(CodeAddress Address, int File, int Line, int Column, LineRowFlags Flags)
{
    /// <summary>A recommended place for a breakpoint.</summary>
    public bool IsStatement => (Flags & LineRowFlags.IsStatement) != LineRowFlags.None;

    /// <summary>The function's frame is set up here (LLVM; GCC never says).</summary>
    public bool IsPrologueEnd => (Flags & LineRowFlags.PrologueEnd) != LineRowFlags.None;

    /// <summary>Written with an odd address: a pointer with its Thumb bit, or a damaged table.</summary>
    public bool HasOddAddress => (Flags & LineRowFlags.OddAddress) != LineRowFlags.None;

    /// <summary>One past the end of a run of rows; belongs to no line.</summary>
    public bool IsEndOfSequence => (Flags & LineRowFlags.EndSequence) != LineRowFlags.None;
}
