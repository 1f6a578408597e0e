namespace RspDebug.Dwarf.Frame;

/// <summary>How the canonical frame address is computed in one row.</summary>
/// <remarks>DWARF 5, 6.4.1.</remarks>
public abstract record CfaRule
{
    private CfaRule() { }

    /// <summary>No instruction has set it yet.</summary>
    public sealed record Undefined : CfaRule;
    /// <summary>A register of the frame plus a constant.</summary>
    /// <param name="DwarfRegister">DWARF number, 13 for SP.</param>
    /// <param name="OffsetInBytes">Added to it.</param>
    public sealed record RegisterOffset(int DwarfRegister, long OffsetInBytes) : CfaRule;
    /// <summary>The value of an expression.</summary>
    /// <param name="Operations">Run on an empty stack.</param>
    public sealed record Expression(ReadOnlyMemory<byte> Operations) : CfaRule;
}
