using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>FPCCR (0xE000EF34), FPCAR (0xE000EF38) and CONTROL.FPCA.</summary>
/// <param name="Fpccr">Bit 31 ASPEN, 30 LSPEN, 0 LSPACT.</param>
/// <param name="Fpcar">Address of the reserved S0 slot.</param>
/// <param name="Fpca">CONTROL bit 2; null where the server has no CONTROL.</param>
internal readonly record struct FpContext(uint Fpccr, uint Fpcar, bool? Fpca)
{
    /// <summary>Address of FPCCR; FPCAR follows.</summary>
    public const uint FpccrAddress = 0xE000_EF34;

    /// <summary>Automatic state preservation is on.</summary>
    public bool Aspen => Fpccr >> 31 != 0;

    /// <summary>A lazy save is pending.</summary>
    public bool Lspact => (Fpccr & 1) != 0;
}
