namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>The core that breakpoints of an image are checked for.</summary>
internal sealed record BreakpointAuditOptions
{
    /// <summary>Instruction comparators; the Cortex-M4 of an nRF52840 has 6.</summary>
    public int Comparators { get; init; } = 6;

    /// <summary>Version of the FPB: 1 (Cortex-M3, M4) matches code below 0x20000000 only; 2 (Cortex-M7, ARMv8-M) everywhere.</summary>
    public int FpbVersion { get; init; } = 1;

    /// <summary>Puts every breakable line with its addresses and comparator values into the report.</summary>
    public bool ListsLines { get; init; }
}
