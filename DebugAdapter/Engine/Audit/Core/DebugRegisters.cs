using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Audit.Core;

/// <summary>The registers that the core audit looks at.</summary>
/// <remarks>
/// ARMv7-M ARM (DDI0403E): C1.6 (halting debug), C1.8 (DWT), C1.7 (ITM), C1.10 (TPIU), C1.11 (FPB), C1.2 (ROM table), B3.2 (system
/// control), B4.7 (feature registers). ETM-M4 TRM. Registers that the server keeps a copy of (DHCSR) are read, not written.
/// </remarks>
internal static class DebugRegisters
{
    private const uint Scs = 0xE000_E000, Dwt = 0xE000_1000, Fpb = 0xE000_2000, Itm = 0xE000_0000, Tpiu = 0xE004_0000, Etm = 0xE004_1000;

    /// <summary>Base of the ROM table.</summary>
    public const uint RomTable = 0xE00F_F000;

    /// <summary>Base address by component, and the position of its entry in the ROM table.</summary>
    public static IReadOnlyList<(string Name, uint Base, int RomEntry)> Components { get; } =
        [("SCS", Scs, 0), ("DWT", Dwt, 1), ("FPB", Fpb, 2), ("ITM", Itm, 3), ("TPIU", Tpiu, 4), ("ETM", Etm, 5)];

    /// <summary>Registers of the processor and of halting debug.</summary>
    public static IEnumerable<DebugRegister> SystemControl() =>
    [
        new("SCS", "CPUID", 0xE000_ED00) { Check = v => v >> 24 == 0x41 && (v >> 16 & 0xF) is 0xF or 0xC ? null : "the implementer is not Arm, or the architecture is not M-profile" },
        new("SCS", "ICTR", 0xE000_E004) { Check = v => Reserved(v, 0xF) },
        new("SCS", "SHCSR", 0xE000_ED24) { Check = v => Reserved(v, 0x0007_FD8B) },
        new("SCS", "CFSR", 0xE000_ED28) { Check = v => Reserved(v, 0x030F_BFBB) },
        new("SCS", "HFSR", 0xE000_ED2C) { Check = v => Reserved(v, 0xC000_0002) },
        new("SCS", "DFSR", 0xE000_ED30) { Check = v => Reserved(v, 0x1F) },
        new("SCS", "CPACR", 0xE000_ED88) { Check = v => (v >> 20 & 3) == (v >> 22 & 3) ? null : "CP10 and CP11 differ, which is UNPREDICTABLE for the FPU" },
        new("SCS", "FPCCR", 0xE000_EF34) { Check = v => Reserved(v, 0xC000_017B) },
        new("SCS", "MVFR0", 0xE000_EF40) { Check = v => v is 0 or 0x1011_0021 or 0x1011_0221 ? null : "it is none of the FPUs that M-profile cores have" },
        new("SCS", "DHCSR", 0xE000_EDF0) { Check = CheckHalted },
        new("SCS", "DCRDR", 0xE000_EDF8) { WritableBits = uint.MaxValue, Pattern = 0xA5C3_3C5A },
        new("SCS", "DEMCR", 0xE000_EDFC) { WritableBits = 0x0000_0010, Pattern = 0x10, Check = v => (v >> 24 & 1) != 0 ? Reserved(v, 0x010F_07F1) : "TRCENA is 0: DWT and ITM do not work" },
    ];

    /// <summary>The FPB; its comparators follow from FP_CTRL.</summary>
    public static IEnumerable<DebugRegister> FlashPatch(uint control)
    {
        int code = (int)((control >> 4 & 0xF) | (control >> 8 & 0x70)), literals = (int)(control >> 8 & 0xF);
        bool isVersion1 = control >> 28 == 0;
        yield return new("FPB", "FP_CTRL", Fpb) { Check = v => code == 0 ? "it has no comparator (NUM_CODE is 0)" : (v & 2) != 0 ? "KEY reads as 1" : null };
        yield return new("FPB", "FP_REMAP", Fpb + 4) { Check = v => isVersion1 ? Reserved(v, 0x3FFF_FFE0) : null };
        for (int i = 0; i < code + literals; i++)
            yield return new("FPB", string.Create(CultureInfo.InvariantCulture, $"FP_COMP{i}"), Fpb + 8 + (uint)(4 * i)) { WritableBits = 0x1FFF_FFFC, Pattern = 0x0A5A_5A54, MayWrite = v => (v & 1) == 0 };
    }

    /// <summary>The DWT; its comparators follow from DWT_CTRL.</summary>
    public static IEnumerable<DebugRegister> DataWatch(uint control)
    {
        bool counts = (control >> 25 & 1) == 0, profiles = (control >> 24 & 1) == 0;
        yield return new("DWT", "DWT_CTRL", Dwt) { Check = v => v >> 28 == 0 ? "it has no comparator (NUMCOMP is 0)" : null };
        yield return new("DWT", "DWT_CYCCNT", Dwt + 4) { WritableBits = counts ? uint.MaxValue : 0, Pattern = 0x1234_5678, MayWrite = _ => (control & 1) == 0 };
        foreach ((string name, uint offset) in ((string, uint)[])[("DWT_CPICNT", 8), ("DWT_EXCCNT", 12), ("DWT_SLEEPCNT", 16), ("DWT_LSUCNT", 20), ("DWT_FOLDCNT", 24)])
            if (profiles)
                yield return new("DWT", name, Dwt + offset) { Check = v => Reserved(v, 0xFF) };
        yield return new("DWT", "DWT_PCSR", Dwt + 0x1C);
        for (uint i = 0; i < control >> 28; i++)
        {
            uint at = Dwt + 0x20 + (16 * i);
            yield return new("DWT", $"DWT_COMP{i}", at) { WritableBits = uint.MaxValue, Pattern = 0x2000_5A50 };
            yield return new("DWT", $"DWT_MASK{i}", at + 4) { WritableBits = 0x7, Pattern = 0x5, Check = v => Reserved(v, 0x1F) };
            yield return new("DWT", $"DWT_FUNCTION{i}", at + 8) { Check = v => Reserved(v, 0x010F_FFAF) };
        }
    }

    /// <summary>The ITM.</summary>
    public static IEnumerable<DebugRegister> Trace() =>
    [
        new("ITM", "ITM_TER0", Itm + 0xE00) { WritableBits = 0x8000_0001, Pattern = 0x8000_0001 },
        new("ITM", "ITM_TPR", Itm + 0xE40) { WritableBits = 0xF, Pattern = 0x5 },
        new("ITM", "ITM_TCR", Itm + 0xE80) { WritableBits = 0x007F_0000, Pattern = 0x002A_0000, MayWrite = v => (v & 1) == 0, Check = v => Reserved(v, 0x00FF_0F1F) },
    ];

    /// <summary>The TPIU.</summary>
    public static IEnumerable<DebugRegister> PortInterface() =>
    [
        new("TPIU", "TPIU_SSPSR", Tpiu) { Check = v => v == 0 ? "it supports no port size" : null },
        new("TPIU", "TPIU_CSPSR", Tpiu + 4) { Check = v => System.Numerics.BitOperations.PopCount(v) == 1 ? null : "not exactly one port size is selected" },
        new("TPIU", "TPIU_ACPR", Tpiu + 0x10) { WritableBits = 0xFFF, Pattern = 0x35A, Check = v => Reserved(v, 0xFFFF) },
        new("TPIU", "TPIU_SPPR", Tpiu + 0xF0) { Check = v => v is 0 or 1 or 2 ? null : "the pin protocol is none of parallel, Manchester and NRZ" },
        new("TPIU", "TPIU_FFSR", Tpiu + 0x300) { Check = v => Reserved(v, 0xF) },
        new("TPIU", "TPIU_FFCR", Tpiu + 0x304),
        new("TPIU", "TPIU_TYPE", Tpiu + 0xFC8) { Check = v => (v & 0xE00) != 0 ? null : "it supports no pin protocol" },
    ];

    /// <summary>The ETM: identification and state; it is not written, for that needs its lock opened.</summary>
    public static IEnumerable<DebugRegister> InstructionTrace() =>
    [
        new("ETM", "ETMCR", Etm), new("ETM", "ETMCCR", Etm + 4), new("ETM", "ETMSR", Etm + 0x10),
        new("ETM", "ETMIDR", Etm + 0x1E4) { Check = v => v >> 24 == 0x41 ? null : "the implementer is not Arm" },
    ];

    /// <summary>What is wrong with bits that must be 0; null when nothing is.</summary>
    private static string? Reserved(uint value, uint known) => (value & ~known) == 0 ? null : $"reserved bits are set (0x{value & ~known:x8})";

    // C1.6.2: the audit looks at a halted core with halting debug on.
    private static string? CheckHalted(uint value) =>
        (value & 1) == 0 ? "C_DEBUGEN is 0 though a debugger is attached"
        : (value >> 17 & 1) == 0 ? "S_HALT is 0 though the target is halted"
        : Reserved(value, 0x030F_002F);
}
