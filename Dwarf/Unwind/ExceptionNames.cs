namespace RspDebug.Dwarf.Unwind;

/// <summary>Names of exceptions by number.</summary>
/// <remarks>ARMv7-M ARM, B1.5.2; SecureFault: ARMv8-M ARM.</remarks>
public static class ExceptionNames
{
    private const int FirstInterrupt = 16;

    /// <summary>The architecture's name; <c>IRQ n</c> for external interrupt n.</summary>
    /// <param name="number">Exception number as in IPSR; 0 is Thread mode.</param>
    public static string Name(int number) => number switch
    {
        0 => "Thread",
        1 => "Reset",
        2 => "NMI",
        3 => "HardFault",
        4 => "MemManage",
        5 => "BusFault",
        6 => "UsageFault",
        7 => "SecureFault",
        11 => "SVCall",
        12 => "DebugMonitor",
        14 => "PendSV",
        15 => "SysTick",
        < FirstInterrupt => $"exception {number}",
        _ => $"IRQ {number - FirstInterrupt}",
    };

    internal static bool IsFault(int number) => number is >= 3 and <= 7;
}
