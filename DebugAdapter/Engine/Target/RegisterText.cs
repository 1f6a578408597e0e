using System.Globalization;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Register values as text.</summary>
internal static class RegisterText
{
    private const string Unknown = "<not available in this frame>";

    /// <summary>Heading of a group.</summary>
    public static string NameOf(RegisterGroup group) => group switch
    {
        RegisterGroup.Core => "Core",
        RegisterGroup.System => "System",
        RegisterGroup.FloatingPoint => "Floating point",
        _ => "Other",
    };

    /// <summary>The value of a register in an unwound frame.</summary>
    public static ulong? ValueIn(RegisterSet registers, string name)
    {
        if (!CoreRegisters.TryParse(name, out CoreRegister register, out int size) || registers[register] is not { } low)
            return null;
        if (size == 4)
            return low;
        return registers[register + 1] is { } high ? (ulong)high << 32 | low : null;
    }

    /// <summary>Hexadecimal, with what the bits of status registers mean.</summary>
    public static string Format(TargetRegister register, ulong? value)
    {
        if (value is not { } bits)
            return Unknown;
        string hex = "0x" + bits.ToString($"x{Math.Max(1, register.BitSize / 4)}", CultureInfo.InvariantCulture);
        return register.Name switch
        {
            "xpsr" => $"{hex} [{Flags((uint)bits)}{ExceptionName((uint)bits & 0x1FF)}]",
            "fpscr" => $"{hex} [{Flags((uint)bits)}{Cumulative((uint)bits)}]",
            "control" => $"{hex} [{((bits & 2) != 0 ? "PSP" : "MSP")}, {((bits & 1) != 0 ? "unprivileged" : "privileged")}{((bits & 4) != 0 ? ", FP active" : "")}]",
            _ => hex,
        };
    }

    /// <summary>The two S registers of a D register.</summary>
    public static IEnumerable<(string Name, string Text)> Halves(TargetRegister register, ulong? value)
    {
        int number = int.Parse(register.Name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        for (int half = 0; half < 2; half++)
        {
            uint? bits = value is { } whole ? (uint)(whole >> (32 * half)) : null;
            string text = bits is { } b ? $"{BitConverter.UInt32BitsToSingle(b).ToString("R", CultureInfo.InvariantCulture)} (0x{b:x8})" : Unknown;
            yield return ($"s{(2 * number) + half}", text);
        }
    }

    // ARMv7-M ARM B1.4.2 and A2.5.3: N Z C V at 31:28, Q at 27 of xPSR.
    private static string Flags(uint bits) =>
        $"{((bits >> 31 & 1) != 0 ? 'N' : 'n')}{((bits >> 30 & 1) != 0 ? 'Z' : 'z')}{((bits >> 29 & 1) != 0 ? 'C' : 'c')}{((bits >> 28 & 1) != 0 ? 'V' : 'v')}";

    private static string ExceptionName(uint number) => number == 0 ? ", Thread" : $", {ExceptionNames.Name((int)number)}";

    private static string Cumulative(uint fpscr)
    {
        string[] names = ["IOC", "DZC", "OFC", "UFC", "IXC"];
        string set = string.Join(' ', names.Where((_, bit) => (fpscr >> bit & 1) != 0));
        return set.Length == 0 ? "" : ", " + set;
    }
}
