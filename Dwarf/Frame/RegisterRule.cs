namespace RspDebug.Dwarf.Frame;

/// <summary>How the caller's value of one register is found in one row. A register without a rule follows the ABI: callee-saved ones are unchanged.</summary>
/// <remarks>DWARF 5, 6.4.1.</remarks>
public abstract record RegisterRule
{
    private RegisterRule() { }

    /// <summary>The value is lost; for the return address, the end of the stack.</summary>
    public sealed record Undefined : RegisterRule;
    /// <summary>The register still holds it.</summary>
    public sealed record SameValue : RegisterRule;
    /// <summary>Saved in memory at CFA plus a constant.</summary>
    /// <param name="FromCfaInBytes">Usually negative.</param>
    public sealed record Offset(long FromCfaInBytes) : RegisterRule;
    /// <summary>The value is CFA plus a constant.</summary>
    /// <param name="FromCfaInBytes">Added to the CFA.</param>
    public sealed record ValOffset(long FromCfaInBytes) : RegisterRule;
    /// <summary>Saved in another register.</summary>
    /// <param name="DwarfRegister">DWARF number.</param>
    public sealed record Register(int DwarfRegister) : RegisterRule;
    /// <summary>Saved in memory at the address that an expression gives.</summary>
    /// <param name="Operations">Run with the CFA on the stack.</param>
    public sealed record Expression(ReadOnlyMemory<byte> Operations) : RegisterRule;
    /// <summary>The value of an expression.</summary>
    /// <param name="Operations">Run with the CFA on the stack.</param>
    public sealed record ValExpression(ReadOnlyMemory<byte> Operations) : RegisterRule;
}
