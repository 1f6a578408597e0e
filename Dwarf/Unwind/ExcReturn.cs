namespace RspDebug.Dwarf.Unwind;

/// <summary>An EXC_RETURN value: what a handler finds in LR, and what ends it when it reaches PC. Never a code address.</summary>
/// <param name="Value">All 32 bits.</param>
/// <remarks>
/// ARMv7-M ARM, tables B1-8 and B1-9; ARMv8-M ARM, "EXC_RETURN". The v7-M values are the v8-M ones with S, DCRS and ES set, so one decoding serves both:
/// <code>
/// 31..24 ff | 23..7 ones | 6 S | 5 DCRS | 4 FType (1 basic) | 3 Mode (1 Thread) | 2 SPSEL (1 PSP) | 1 zero | 0 ES
/// </code>
/// </remarks>
public readonly record struct ExcReturn(uint Value)
{
    private const uint FixedBits = 0xffff_ff80;
    private const uint SecureStack = 1 << 6;
    private const uint DefaultCalleeRules = 1 << 5;
    private const uint BasicFrame = 1 << 4;
    private const uint ThreadMode = 1 << 3;
    private const uint ProcessStack = 1 << 2;
    private const uint MustBeZero = 1 << 1;
    private const uint TakenToSecure = 1;
    private const uint SecurityBits = SecureStack | DefaultCalleeRules | TakenToSecure;

    /// <summary>The range that the processor never executes from, EXC_RETURN and its reserved neighbours.</summary>
    internal const uint FirstMagic = 0xf000_0000;
    /// <summary>LR after reset.</summary>
    internal const uint ResetValue = 0xffff_ffff;

    /// <summary>The interrupted code ran in Thread mode.</summary>
    public bool ReturnsToThread => (Value & ThreadMode) != 0;
    /// <summary>The stack frame is on PSP.</summary>
    public bool UsesProcessStack => (Value & ProcessStack) != 0;
    /// <summary>The stack frame has room for floating point state.</summary>
    public bool IsExtended => (Value & BasicFrame) == 0;

    /// <summary>The frame lies where a Non-secure view can find it: v7-M, v8-M without or with only one security state in play.</summary>
    internal bool StaysInOneSecurityState => (Value & SecurityBits) is SecurityBits or DefaultCalleeRules;

    /// <summary>Decodes a value.</summary>
    /// <returns>False for reserved values, the reset value and code addresses.</returns>
    public static bool TryDecode(uint value, out ExcReturn excReturn)
    {
        excReturn = new ExcReturn(value);
        bool isFixed = (value & FixedBits) == FixedBits && (value & MustBeZero) == 0 && value != ResetValue;
        // Handler mode has no process stack.
        return isFixed && (excReturn.ReturnsToThread || !excReturn.UsesProcessStack);
    }

    /// <summary><c>0xfffffff9</c></summary>
    public override string ToString() => $"0x{Value:x8}";
}
