using System.Globalization;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>SEGGER's J-Link GDB Server.</summary>
/// <remarks>
/// Options and commands: SEGGER UM08001 (J-Link GDB Server) and UM08036 (SWO). From the manuals: the real server was never run, it
/// needs a probe. It has no <c>vCont</c>, its memory map is empty, and up to 2022 it
/// answered <c>D</c> with an empty packet.
/// </remarks>
internal sealed class JLinkProfile : ServerProfile
{
    public override ServerType Kind => ServerType.Jlink;

    public override string Name => "J-Link GDB Server";

    public override ServerQuirks Quirks { get; } = new()
    {
        // UM08001, "reset": resets and halts; "go" runs.
        ResetAndHalt = ["halt", "reset"],
        ResetAndRun = ["reset", "go"],
        Halt = ["halt"],
        // The DLL masks interrupts for a step; it has no command that lets them in.
        AfterDetach = EndState.Running,
        // UM08001, SetRestartOnClose: 1 unless told otherwise.
        AfterConnectionLost = EndState.Running,
        StayHalted = ["exec SetRestartOnClose = 0"],
        FlashNeedsHardwareBreakpoints = false,
        // UM08001, "semihosting IOClient": 2 is the GDB client.
        ServesSemihosting = ["semihosting enable"],
        FilesThroughUs = ["semihosting IOClient 2"],
        Swo = new SwoMeans { Commands = SwoCommands, SetsUpTracePort = true },
    };

    // It brings the probe's firmware up to date when that is older than its own (UM08001), and must not be ended meanwhile.
    public override bool MayStartInSilence => true;

    public override string InstallHint => InstallHints.Choose(
        "the J-Link Software and Documentation Pack of SEGGER, whose JLinkGDBServerCLExe has to be on the PATH (or named by `serverpath`)",
        "the J-Link Software and Documentation Pack of SEGGER, whose JLinkGDBServerCLExe has to be on the PATH (or named by `serverpath`)",
        "the J-Link Software and Documentation Pack of SEGGER, and put its directory on the PATH (or name JLinkGDBServerCL.exe by `serverpath`)");

    public override ServerCommand BuildCommand(LaunchConfiguration configuration, int port)
    {
        List<string> arguments = ["-singlerun", "-nogui", "-localhostonly", "-noir", "-if", configuration.Interface, "-port", Text(port)];
        // Its other two ports have fixed defaults, which a second session would find taken.
        arguments.AddRange(["-swoport", configuration.SwoConfig?.SwoPort ?? Text(Beside(port, 1)), "-telnetport", Text(Beside(port, 2))]);
        arguments.AddRange(["-device", configuration.Device!]);
        if (configuration.IpAddress is { } address) arguments.AddRange(["-select", $"ip={address}"]);
        else if (configuration.SerialNumber is { } serial) arguments.AddRange(["-select", $"usb={serial}"]);
        if (configuration.JLinkScript is { } script) arguments.AddRange(["-jlinkscriptfile", configuration.Resolve(script)]);
        arguments.AddRange(configuration.ServerArgs);
        string program = OperatingSystem.IsWindows() ? "JLinkGDBServerCL.exe" : "JLinkGDBServerCLExe";
        return new ServerCommand(configuration.ServerPath ?? program, arguments, WorkingDirectory(configuration));
    }

    public override string Advise(IReadOnlyList<string> lastLines)
    {
        string text = string.Join('\n', lastLines);
        if (text.Contains("Could not connect to J-Link", StringComparison.OrdinalIgnoreCase) || text.Contains("Connecting to J-Link failed", StringComparison.OrdinalIgnoreCase))
            return "Connect the probe, and check that no other program uses it; with several probes set `serialNumber`.";
        if (text.Contains("Unknown device", StringComparison.OrdinalIgnoreCase) || text.Contains("is unknown to this", StringComparison.OrdinalIgnoreCase))
            return "Correct `device`: it must be a name from SEGGER's list of supported devices, such as nRF52840_xxAA.";
        if (text.Contains("Could not connect to target", StringComparison.OrdinalIgnoreCase) || text.Contains("Target voltage too low", StringComparison.OrdinalIgnoreCase))
            return "The probe finds no chip: check the board's power and the cable, and whether its debug port is locked (on an nRF52 by APPROTECT; unlocking with `nrfjprog --recover` ERASES the whole chip).";
        return "Check `device`, `interface`, the probe and the cable, and whether a window of the J-Link software waits for an answer.";
    }

    // UM08001, "SWO EnableTarget <CPUFreq> <SWOFreq> <PortMask> <Mode>"; mode 0 is UART.
    private static IReadOnlyList<string> SwoCommands(SwoLine line) =>
        [string.Create(CultureInfo.InvariantCulture, $"SWO EnableTarget {line.TraceClockInHz} {line.RateInHz} 0x{line.StimulusPorts:X} 0")];

    private static int Beside(int port, int distance) => port + distance <= ushort.MaxValue ? port + distance : port - distance;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
