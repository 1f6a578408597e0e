namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>How an nRF52 routes trace to its SWO pin (product specifications: CLOCK.TRACECONFIG, FICR.INFO.PART, GPIO.PIN_CNF).</summary>
internal static class NordicTrace
{
    /// <summary>FICR.INFO.PART: the part's number in hexadecimal digits, such as 0x52840.</summary>
    public const uint PartRegister = 0x1000_0100;

    /// <summary>TRACEPORTSPEED 0; not the CPU's 64 MHz.</summary>
    public const int PortClockInHz = 32_000_000;

    private const uint TraceConfig = 0x4000_055C, SerialAt32Megahertz = 1 << 16;
    private const uint OutputWithHighDrive = 0x301;     // DIR 1, DRIVE H0H1.
    private const uint Pin18OfPort0 = 0x5000_0748, Pin0OfPort1 = 0x5000_0A00;

    /// <summary>The writes that connect the pin; empty for parts that are not known.</summary>
    public static IReadOnlyList<(string Name, uint Address, uint Value)> Writes(uint part) => part switch
    {
        0x52840 or 0x52833 => [("NRF_CLOCK.TRACECONFIG", TraceConfig, SerialAt32Megahertz), ("PIN_CNF of P1.00", Pin0OfPort1, OutputWithHighDrive)],
        0x52832 => [("NRF_CLOCK.TRACECONFIG", TraceConfig, SerialAt32Megahertz), ("PIN_CNF of P0.18", Pin18OfPort0, OutputWithHighDrive)],
        _ => [],
    };
}
