namespace RspDebug.VirtualBoard.Core;

/// <summary>One predecoded instruction. What a field means depends on the operation; unused fields stay 0.</summary>
internal sealed class Instruction
{
    public required Operation Execute;

    /// <summary>The architecture manual's name, as in "ADD (register)"; for coverage and traces.</summary>
    public required string Name;

    /// <summary>Immediate operand; offsets carry their sign by wrap-around, literals are absolute addresses.</summary>
    public uint Immediate;

    /// <summary>Address of the first halfword.</summary>
    public uint Address;

    public byte SizeInBytes;
    public byte Rd;
    public byte Rn;
    public byte Rm;

    /// <summary>Third source or second destination: Ra, Rt2, RdHi; the condition of a branch.</summary>
    public byte Ra;

    public ShiftKind Shift;

    /// <summary>Shift distance, saturation width, lane or rotation.</summary>
    public byte Amount;

    /// <summary>What the shifter does to C for a modified immediate.</summary>
    public ImmediateCarry Carry;

    /// <summary>Clock cycles without what depends on data (taken branches, division); Cortex-M4 TRM, table 3-1.</summary>
    public byte Cycles = 1;

    /// <summary>BKPT and IT ignore the condition of the block they stand in.</summary>
    public bool Unconditional;

    /// <summary>The same encoding inside an IT block where that changes its meaning (flags of 16-bit ALU operations).</summary>
    public Instruction? InsideIt;

    /// <summary>What stands under a breakpoint or a watch.</summary>
    public Instruction? Covered;
}
