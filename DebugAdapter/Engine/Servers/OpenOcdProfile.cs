using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>OpenOCD.</summary>
/// <remarks>
/// Seen on OpenOCD 0.12: <c>D</c> and <c>k</c> leave the core halted; a software breakpoint in flash is taken literally;
/// <c>maskisr steponly</c> masks interrupts for the step alone, <c>off</c> lets a step end in a handler.
/// </remarks>
internal sealed class OpenOcdProfile : ServerProfile
{
    public override ServerType Kind => ServerType.Openocd;

    public override string Name => "OpenOCD";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["reset halt"],
        ResetAndRun = ["reset run"],
        Halt = ["halt"],
        MaskSteps = new StepMasking.Monitor("cortex_m maskisr steponly"),
        EnterHandlers = new StepMasking.Monitor("cortex_m maskisr off"),
        RestoreSteps = new StepMasking.Monitor("cortex_m maskisr auto"),
        AfterDetach = EndState.Halted,
        TakesTwoRequests = true,
        ReadsBehindSteps = true,
        AfterKill = EndState.Halted,
        AnswersWritesEarly = true,
        FilesThroughUs = ["arm semihosting enable", "arm semihosting_fileio enable"],
        AfterConnectionLost = EndState.Halted,
        Swo = new SwoMeans { Commands = SwoCommands, SetsUpTracePort = true },
    };

    // The configuration files of most chips define no TPIU; one that is there already keeps its name. 0xE0040000 is its place on every Cortex-M.
    private static IReadOnlyList<string> SwoCommands(SwoLine line) =>
    [
        "if {[llength [tpiu names]] == 0} {tpiu create rsp-debug.tpiu -dap [[target current] cget -dap] -ap-num 0 -baseaddr 0xE0040000}",
        "[lindex [tpiu names] 0] disable",
        $"[lindex [tpiu names] 0] configure -protocol {(line.IsManchester ? "manchester" : "uart")} -output :{line.Port} -traceclk {line.TraceClockInHz} -pin-freq {line.RateInHz} -formatter 0",
        "[lindex [tpiu names] 0] enable",
    ];

    public override string InstallHint => InstallHints.Choose(
        "`apt-get install openocd` (or the package of your system)", "`brew install open-ocd`", "the xPack OpenOCD, and put its directory on the PATH");

    public override ServerCommand BuildCommand(LaunchConfiguration configuration, int port)
    {
        // First of all, for these are refused after `init`, and configuration files may contain it. Without the last one OpenOCD
        // answers a read of unmapped memory with zeros.
        List<string> arguments =
            ["-c", $"gdb_port {port}", "-c", "tcl_port disabled", "-c", "telnet_port disabled", "-c", "gdb_report_data_abort enable"];
        IEnumerable<string> searched = configuration.SearchDir is [] ? configuration.Cwd is { } cwd ? [cwd] : [] : configuration.SearchDir;
        foreach (string directory in searched) arguments.AddRange(["-s", configuration.Resolve(directory)]);
        foreach (string command in configuration.OpenOCDPreConfigLaunchCommands) arguments.AddRange(["-c", command]);
        foreach (string file in configuration.ConfigFiles) arguments.AddRange(["-f", file]);
        foreach (string command in configuration.OpenOCDLaunchCommands) arguments.AddRange(["-c", command]);
        arguments.AddRange(configuration.ServerArgs);
        return new ServerCommand(configuration.ServerPath ?? "openocd", arguments, WorkingDirectory(configuration));
    }

    public override string Advise(IReadOnlyList<string> lastLines)
    {
        string text = string.Join('\n', lastLines);
        if (text.Contains("Can't find", StringComparison.Ordinal)) return "Correct `configFiles`, or add the directory to `searchDir`.";
        if (text.Contains("unable to find", StringComparison.OrdinalIgnoreCase) || text.Contains("no device found", StringComparison.OrdinalIgnoreCase))
            return "Connect the probe, and check that no other program uses it and that you have the right to (udev rules on Linux).";
        if (text.Contains("APPROTECT", StringComparison.Ordinal) || text.Contains("Could not find MEM-AP", StringComparison.Ordinal))
            return "The chip's debug port is locked; unlock it (this erases the chip) with `nrf52_recover`, then start again.";
        return "Check `configFiles`, the probe and the cable.";
    }
}
