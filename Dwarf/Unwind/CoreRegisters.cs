using System.Globalization;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Between <see cref="CoreRegister"/>, DWARF numbers and names.</summary>
public static class CoreRegisters
{
    internal const int Count = 64;
    internal const int SingleCount = 32;
    private const int FirstSingleDwarf = 64;
    private const int FirstDoubleDwarf = 256;
    private const int DoubleCount = 16;

    /// <summary>Maps a DWARF register number.</summary>
    /// <param name="dwarfRegister">0-15 core, 64-95 S, 256-271 D; GCC and LLVM describe the same D register by either family.</param>
    /// <param name="register">The register; of a D register, its low word, with the high word next to it.</param>
    /// <param name="sizeInBytes">4, or 8 for a D register.</param>
    /// <returns>False for numbers that a Cortex-M does not have (FPA, iWMMX, banked, D16-D31, unallocated): the caller skips their rules.</returns>
    /// <remarks>AADWARF32, "DWARF register names".</remarks>
    public static bool TryFromDwarf(int dwarfRegister, out CoreRegister register, out int sizeInBytes)
    {
        sizeInBytes = 4;
        switch (dwarfRegister)
        {
            case >= 0 and <= 15:
                register = (CoreRegister)dwarfRegister;
                return true;
            case >= FirstSingleDwarf and < FirstSingleDwarf + SingleCount:
                register = CoreRegister.S0 + (dwarfRegister - FirstSingleDwarf);
                return true;
            case >= FirstDoubleDwarf and < FirstDoubleDwarf + DoubleCount:
                register = CoreRegister.S0 + 2 * (dwarfRegister - FirstDoubleDwarf);
                sizeInBytes = 8;
                return true;
            default:
                register = default;
                return false;
        }
    }

    /// <summary>Maps a register name as servers and people write it: <c>r7</c>, <c>sp</c>, <c>xPSR</c>, <c>s3</c>, <c>d1</c> (low word).</summary>
    /// <param name="name">Case does not matter.</param>
    /// <param name="register">The register.</param>
    /// <param name="sizeInBytes">4, or 8 for a D register.</param>
    public static bool TryParse(string name, out CoreRegister register, out int sizeInBytes)
    {
        sizeInBytes = 4;
        name = name.ToUpperInvariant();
        switch (name)
        {
            case "R13": register = CoreRegister.Sp; return true;
            case "R14": register = CoreRegister.Lr; return true;
            case "R15": register = CoreRegister.Pc; return true;
        }
        if (name.Length is 2 or 3 && name[0] == 'D' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < DoubleCount)
        {
            register = CoreRegister.S0 + 2 * number;
            sizeInBytes = 8;
            return true;
        }
        return Enum.TryParse(name, ignoreCase: true, out register) && Enum.IsDefined(register) && !char.IsAsciiDigit(name[0]);
    }

    /// <summary>The usual spelling: <c>r0</c>, <c>sp</c>, <c>xpsr</c>, <c>s31</c>.</summary>
    public static string Name(this CoreRegister register) => register.ToString().ToLowerInvariant();

    /// <summary>A call may change the register without saving it (AAPCS32, 6.1.1 and 6.1.2).</summary>
    internal static bool IsCallClobbered(CoreRegister register) =>
        register is <= CoreRegister.R3 or CoreRegister.R12 or CoreRegister.Lr or CoreRegister.Xpsr or CoreRegister.Fpscr or (>= CoreRegister.S0 and <= CoreRegister.S15);
}
