namespace RspDebug.Dwarf.Line;

/// <summary>Boolean registers of the line program, and what is wrong with a row.</summary>
/// <remarks>DWARF 5, 6.2.2.</remarks>
[Flags]
public enum LineRowFlags : byte
{
    /// <summary>None is set.</summary>
    None = 0,

    /// <summary><c>is_stmt</c></summary>
    IsStatement = 1,

    /// <summary><c>prologue_end</c></summary>
    PrologueEnd = 2,

    /// <summary><c>epilogue_begin</c></summary>
    EpilogueBegin = 4,

    /// <summary><c>end_sequence</c></summary>
    EndSequence = 8,

    /// <summary><c>basic_block</c></summary>
    BasicBlock = 16,

    /// <summary>The row was written with an odd address, which no instruction has; <see cref="LineRow.Address"/> is the even one below.</summary>
    OddAddress = 32,
}
