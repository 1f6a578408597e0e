namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>An instruction comparator of the FPB as it stands in FP_COMPn.</summary>
/// <param name="IsEnabled">Bit 0 (ENABLE of FPBv1, BE of FPBv2).</param>
/// <param name="Addresses">Even addresses it makes breakpoints: none for a remapped word, two when it matches both halves of a word.</param>
/// <remarks>
/// ARMv7-M ARM C1.11.5. Version 1: COMP in 28:2, REPLACE in 31:30 (0 remap, 1 lower halfword, 2 upper, 3 both). Version 2: the address in 31:1.
/// </remarks>
internal sealed record FpbComparator(bool IsEnabled, IReadOnlyList<uint> Addresses)
{
    /// <summary>Address of FP_COMP0; the others follow, a word each.</summary>
    public const uint FirstAddress = 0xE000_2008;

    /// <summary>Highest address that a comparator of version 1 can match.</summary>
    public const uint LastVersion1Address = 0x1FFF_FFFE;

    /// <summary>The value that makes one address a breakpoint.</summary>
    /// <param name="address">Even.</param>
    /// <param name="version">1 for Cortex-M3 and M4; 2 for Cortex-M7 and ARMv8-M.</param>
    public static uint Encode(uint address, int version)
    {
        if (version != 1)
            return address | 1;
        uint replace = (address & 2) == 0 ? 1u : 2u;
        return replace << 30 | (address & 0x1FFF_FFFC) | 1;
    }

    /// <summary>Reads a comparator.</summary>
    public static FpbComparator Decode(uint value, int version)
    {
        bool isEnabled = (value & 1) != 0;
        if (version != 1)
            return new(isEnabled, isEnabled ? [value & ~1u] : []);
        uint word = value & 0x1FFF_FFFC;
        return new(isEnabled, (value >> 30, isEnabled) switch
        {
            (1, true) => [word],
            (2, true) => [word + 2],
            (3, true) => [word, word + 2],
            _ => [],
        });
    }
}
