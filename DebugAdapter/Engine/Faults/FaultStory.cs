using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>A fault in words: what it was, where, and what likely led to it.</summary>
/// <param name="Id">Short, for lists: <c>UsageFault: DIVBYZERO</c>.</param>
/// <param name="Flags">The bits that are set.</param>
/// <param name="Address">Address of the access (BFAR, MMFAR) when it is valid.</param>
/// <param name="LikelyCause">One or two sentences with what to look at.</param>
/// <param name="Site">Where.</param>
/// <param name="Registers">Where it was read from.</param>
internal sealed record FaultStory(string Id, IReadOnlyList<FaultFlag> Flags, uint? Address, string LikelyCause, FaultSite Site, FaultRegisters Registers)
{
    private const uint BusAddressValid = 1 << 15, MemoryAddressValid = 1 << 7;

    /// <summary>Tells the story; null when no fault is recorded and the core is in no fault handler.</summary>
    public static FaultStory? Tell(FaultRegisters registers, FaultSite site)
    {
        IReadOnlyList<FaultFlag> flags = FaultFlag.Of(registers);
        bool isInHandler = site.Handler is >= 3 and <= 7;
        if (flags.Count == 0 && !isInHandler)
            return null;
        uint? address = (registers.Cfsr & BusAddressValid) != 0 ? registers.Bfar : (registers.Cfsr & MemoryAddressValid) != 0 ? registers.Mmfar : null;
        return new FaultStory(IdOf(flags, site), flags, address, FaultCause.Guess(flags, address, site), site, registers);
    }

    /// <summary>All of it, a line each.</summary>
    public string Describe()
    {
        List<string> lines = [Id + (Site.Place is { } place ? $" in {place}" : "") + "."];
        lines.AddRange(Flags.Select(f => f.Text));
        if (Address is { } address)
            lines.Add($"The address was 0x{address:x8}.");
        if (Site.Pc is { } pc)
            lines.Add($"The instruction is at 0x{pc:x8}{(Site.Instruction is { } text ? $": {text}" : "")}.");
        lines.Add("Likely cause: " + LikelyCause);
        if (Site.Registers.Count > 0)
            lines.Add($"Stacked at 0x{Site.FrameBase:x8}: {string.Join(' ', Site.Registers.Select(r => $"{r.Key}=0x{r.Value:x8}"))}.");
        lines.Add($"CFSR=0x{Registers.Cfsr:x8} HFSR=0x{Registers.Hfsr:x8} MMFAR=0x{Registers.Mmfar:x8} BFAR=0x{Registers.Bfar:x8}.");
        return string.Join('\n', lines);
    }

    // An escalated fault is named by what it was first.
    private static string IdOf(IReadOnlyList<FaultFlag> flags, FaultSite site)
    {
        FaultFlag[] first = [.. flags.Where(f => f.Kind != "HardFault")];
        if (first.Length > 0)
            return $"{first[0].Kind}: {string.Join(' ', first.Select(f => f.Name))}";
        return flags.Count > 0 ? $"{flags[0].Kind}: {flags[0].Name}" : ExceptionNames.Name(site.Handler!.Value);
    }
}
