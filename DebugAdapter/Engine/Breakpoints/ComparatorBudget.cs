using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>How many hardware breakpoints the core has, read from FP_CTRL (0xE0002000), never assumed.</summary>
/// <param name="CodeComparators">Instruction comparators; null when the target does not tell (QEMU reads the register as 0).</param>
/// <param name="LastAddress">Highest address a comparator can match.</param>
/// <remarks>ARMv7-M ARM C1.11.3: NUM_CODE is bits 14:12 and 7:4, REV bits 31:28. FPBv1 matches code below 0x20000000 only.</remarks>
internal sealed record ComparatorBudget(int? CodeComparators, uint LastAddress)
{
    /// <summary>Address of FP_CTRL.</summary>
    public const uint FpCtrlAddress = 0xE000_2000;

    /// <summary>Nothing is known: the server decides at each insertion.</summary>
    public static ComparatorBudget Unknown { get; } = new(null, uint.MaxValue);

    /// <summary>The same with no more comparators than the user allows.</summary>
    public ComparatorBudget Limit(int? most) => most is { } limit ? this with { CodeComparators = Math.Min(limit, CodeComparators ?? limit) } : this;

    /// <summary>Reads the four bytes at <see cref="FpCtrlAddress"/>.</summary>
    public static ComparatorBudget FromFpCtrl(ReadOnlySpan<byte> register)
    {
        if (register.Length < 4)
            return Unknown;
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(register);
        int count = (int)((value >> 4 & 0xF) | (value >> 8 & 0x70));
        if (count == 0)
            return Unknown;
        return new ComparatorBudget(count, value >> 28 == 0 ? 0x1FFF_FFFE : uint.MaxValue);
    }
}
