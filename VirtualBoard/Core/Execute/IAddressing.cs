namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>How a load or store makes its address and what it writes back.</summary>
internal interface IAddressing
{
    static abstract bool WritesBack { get; }

    /// <summary>The address of the access.</summary>
    static abstract uint Address(Processor cpu, Instruction i);
}
