namespace RspDebug.Testing;

/// <summary>The register sets of known servers.</summary>
public static class FakeRegisterSets
{
    private const string System = "org.gnu.gdb.arm.m-system";
    private const string Vfp = "org.gnu.gdb.arm.vfp";

    /// <summary>OpenOCD 0.12 on a Cortex-M4F: FPU not in <c>g</c>, no register 19.</summary>
    public static IList<FakeRegister> OpenOcd() =>
    [
        .. Core("xPSR", 16),
        new("msp", 17, 32, false, System), new("psp", 18, 32, false, System), new("primask", 20, 1, false, System),
        new("basepri", 21, 8, false, System), new("faultmask", 22, 1, false, System), new("control", 23, 3, false, System),
        .. Doubles(42, false), new("fpscr", 58, 32, false, Vfp),
    ];

    /// <summary>QEMU 7.2: no system registers.</summary>
    public static IList<FakeRegister> Qemu() => [.. Core("xpsr", 25), .. Doubles(26, false), new("fpscr", 42, 32, false, Vfp)];

    /// <summary>pyOCD: everything in <c>g</c>, 32-bit system registers.</summary>
    public static IList<FakeRegister> PyOcd() =>
    [
        .. Core("xpsr", 16),
        new("msp", 17, 32, true, System), new("psp", 18, 32, true, System), new("control", 19, 32, true, System),
        new("primask", 20, 32, true, System), new("basepri", 21, 32, true, System), new("faultmask", 22, 32, true, System),
        new("fpscr", 33, 32, true, Vfp), .. Doubles(48, true),
    ];

    /// <summary>Black Magic Probe: system registers of 8 bits, which are one word of <c>g</c> together.</summary>
    public static IList<FakeRegister> BlackMagic() =>
    [
        .. Core("xpsr", 16),
        new("msp", 17, 32, true, System), new("psp", 18, 32, true, System), new("primask", 19, 8, true, System),
        new("basepri", 20, 8, true, System), new("faultmask", 21, 8, true, System), new("control", 22, 8, true, System),
        new("fpscr", 23, 32, true, Vfp), .. Doubles(24, true),
    ];

    /// <summary>r0-r12, sp, lr, pc as 0-15 and the status register, all in <c>g</c>.</summary>
    public static IEnumerable<FakeRegister> Core(string statusName, int statusNumber) =>
        Enumerable.Range(0, 16).Select(number => new FakeRegister(CoreName(number), number, 32, true)).Append(new FakeRegister(statusName, statusNumber, 32, true));

    private static IEnumerable<FakeRegister> Doubles(int first, bool isInG) =>
        Enumerable.Range(0, 16).Select(number => new FakeRegister($"d{number}", first + number, 64, isInG, Vfp));

    private static string CoreName(int number) => number switch { 13 => "sp", 14 => "lr", 15 => "pc", _ => $"r{number}" };
}
