using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>What a core dump holds: registers and parts of the memory of a target that stood still.</summary>
/// <param name="Format">For people: where it comes from.</param>
/// <param name="Registers">By lower-case name: <c>r0</c>..<c>r12</c>, <c>sp</c>, <c>lr</c>, <c>pc</c>, <c>xpsr</c>, <c>msp</c>, <c>psp</c>,
/// <c>primask</c>, <c>basepri</c>, <c>faultmask</c>, <c>control</c>, <c>fpscr</c>, <c>s0</c>..<c>s31</c>. What the dump leaves out is absent.</param>
/// <param name="Memory">Parts of the memory; where two overlap the first one counts.</param>
internal sealed record CoreDump(string Format, IReadOnlyDictionary<string, uint> Registers, IReadOnlyList<MemoryPart> Memory)
{
    /// <summary>True when the dump has registers of the FPU.</summary>
    public bool HasFloatRegisters => Registers.Keys.Any(static name => name is "fpscr" or ['s', >= '0' and <= '9', ..]);

    /// <summary>The names a dump may use for a register besides the ones above; null when a name is none of a Cortex-M's.</summary>
    public static string? Normalise(string name) => name.ToLowerInvariant() switch
    {
        "r13" => "sp",
        "r14" => "lr",
        "r15" => "pc",
        "psr" or "cpsr" => "xpsr",
        "sp" or "lr" or "pc" or "xpsr" or "msp" or "psp" or "primask" or "basepri" or "faultmask" or "control" or "fpscr" => name.ToLowerInvariant(),
        ['r', .. var digits] when Number(digits) is <= 12 and var n => $"r{n}",
        ['s', .. var digits] when Number(digits) is <= 31 and var n => $"s{n}",
        _ => null,
    };

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
