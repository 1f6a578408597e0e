namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>A choice of exceptions that halt the core when they are taken.</summary>
/// <param name="Id">Name of the filter in the protocol.</param>
/// <param name="Label">Shown to the user.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Bits">Vector catch bits of DEMCR.</param>
/// <param name="Vector">Exception number whose handler is watched where the core has no vector catch; 0 for none.</param>
/// <param name="IsDefault">On from the start.</param>
/// <remarks>ARMv7-M ARM C1.6.5: VC_HARDERR 10, VC_INTERR 9, VC_BUSERR 8, VC_STATERR 7, VC_CHKERR 6, VC_NOCPERR 5, VC_MMERR 4, VC_CORERESET 0.</remarks>
internal sealed record CaughtVectors(string Id, string Label, string Description, uint Bits, int Vector, bool IsDefault = false)
{
    /// <summary>Address of DEMCR.</summary>
    public const uint DemcrAddress = 0xE000_EDFC;

    /// <summary>All vector catch bits.</summary>
    public const uint AllBits = 0x7F1;

    /// <summary>All filters, in the order they are shown.</summary>
    public static IReadOnlyList<CaughtVectors> All { get; } =
    [
        new("hardfault", "HardFault", "Stops when a HardFault is taken, and says what led to it.", 1 << 10, 3, IsDefault: true),
        new("memmanage", "MemManage fault", "Stops when the MPU refuses an access.", 1 << 4, 4),
        new("busfault", "BusFault", "Stops when an access gets no answer.", 1 << 8, 5),
        new("usagefault", "UsageFault", "Stops at undefined instructions, unaligned accesses, divisions by zero, a missing FPU.", 1 << 5 | 1 << 6 | 1 << 7, 6),
        new("interrupt", "Fault at exception entry or return", "Stops when stacking, unstacking or a vector read fails.", 1 << 9, 0),
        new("reset", "Reset", "Stops before the first instruction after a reset.", 1, 0),
    ];
}
