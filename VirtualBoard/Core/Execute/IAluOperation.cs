namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>One data-processing operation; the JIT makes a method of its own for each.</summary>
internal interface IAluOperation
{
    /// <summary>False for the compares, which keep only flags.</summary>
    static abstract bool WritesResult { get; }

    /// <summary>The result.</summary>
    /// <param name="left">Rn.</param>
    /// <param name="right">The second operand after the shifter.</param>
    /// <param name="carryIn">APSR.C before the instruction.</param>
    /// <param name="carry">In: the shifter's carry out. Arithmetic replaces it, logic leaves it.</param>
    /// <param name="overflow">In: APSR.V. Only arithmetic replaces it.</param>
    static abstract uint Apply(uint left, uint right, bool carryIn, ref bool carry, ref bool overflow);
}
