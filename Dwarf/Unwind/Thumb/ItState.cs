namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>The If-Then state as it stands in xPSR bits 26:25 and 15:10 (ARMv7-M ARM B1.4.2): which of the next instructions run.</summary>
public static class ItState
{
    /// <summary>True when the next instruction is conditional.</summary>
    public static bool IsActive(uint xpsr) => (Value(xpsr) & 0xF) != 0;

    /// <summary>True when the next instruction runs: outside a block, or its condition holds.</summary>
    public static bool Runs(uint xpsr) => !IsActive(xpsr) || Passes(Condition(xpsr), xpsr);

    /// <summary>True when N, Z, C, V in <paramref name="xpsr"/> pass <paramref name="condition"/> (ARMv7-M ARM A7.3).</summary>
    internal static bool Passes(int condition, uint xpsr)
    {
        bool n = xpsr >> 31 != 0, z = (xpsr >> 30 & 1) != 0, c = (xpsr >> 29 & 1) != 0, v = (xpsr >> 28 & 1) != 0;
        bool holds = (condition >> 1) switch
        {
            0 => z,
            1 => c,
            2 => n,
            3 => v,
            4 => c && !z,
            5 => n == v,
            6 => n == v && !z,
            _ => true,
        };
        return (condition & 1) != 0 && condition < 14 ? !holds : holds;
    }

    /// <summary>xPSR behind the next instruction of the block (ARMv7-M ARM A7.3.3, ITAdvance).</summary>
    public static uint Advance(uint xpsr)
    {
        int state = Value(xpsr), next = (state & 7) == 0 ? 0 : (state & 0xE0) | (state << 1 & 0x1F);
        return (xpsr & ~0x0600_FC00u) | (uint)(next & 0xFC) << 8 | (uint)(next & 3) << 25;
    }

    /// <summary>How many instructions an <c>IT</c> makes conditional: the lowest set bit of its mask tells (ARMv7-M ARM A7.7.38).</summary>
    /// <param name="it">Its low byte.</param>
    public static int LengthOf(byte it) => 4 - System.Numerics.BitOperations.TrailingZeroCount(it & 0xF);

    // 0 EQ .. 14 AL; of an instruction outside a block nothing.
    private static int Condition(uint xpsr) => Value(xpsr) >> 4;

    private static int Value(uint xpsr) => (int)((xpsr >> 8 & 0xFC) | (xpsr >> 25 & 3));
}
