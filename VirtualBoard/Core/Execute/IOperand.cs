namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Where the second operand comes from.</summary>
internal interface IOperand
{
    /// <summary>The operand, after the shifter.</summary>
    /// <param name="cpu">The processor.</param>
    /// <param name="i">The instruction.</param>
    /// <param name="carry">In: APSR.C; out: the shifter's carry.</param>
    static abstract uint Read(Processor cpu, Instruction i, ref bool carry);
}
