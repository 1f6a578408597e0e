using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>OpenOCD.</summary>
/// <remarks>
/// Seen on OpenOCD 0.12: <c>D</c> and <c>k</c> leave the core halted; a software breakpoint in flash is taken literally;
/// <c>maskisr steponly</c> masks interrupts for the step alone, <c>off</c> lets a step end in a handler.
/// </remarks>
internal sealed partial class OpenOcdProfile : ServerProfile
{
    private const string LockedMark = "rsp-debug: APPROTECT is on";

    // OpenOCD goes on when it could not examine the chip, and then refuses every client without a reason. A locked nRF52 is known by two registers that it
    // still shows: the IDR of Nordic's CTRL-AP (nRF52840 PS, "CTRL-AP"), and DbgStatus in CSW of the AHB-AP, which is 0 (Cortex-M4 TRM, "AHB-AP Control and
    // Status Word"). APPROTECTSTATUS itself cannot be read through an ST-LINK. The first access only takes the error that the examination left behind.
    private const string LockCheck =
        "init; set failed [catch {if {![[target current] was_examined]} {set d [[target current] cget -dap]; set failed [catch {$d apreg 1 0xfc}]; "
        + "if {[$d apreg 1 0xfc] == 0x02880000 && ([string trim [$d apreg 0 0]] & 0x40) == 0} {echo {" + LockedMark + "}; shutdown error}}}]";

    public override ServerType Kind => ServerType.Openocd;

    public override string Name => "OpenOCD";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["reset halt"],
        ResetAndRun = ["reset run"],
        Resume = ["resume"],
        // cortex_m reads memory through the access port, whatever the core does.
        MemoryWhileRunning = new RunningAccess("echo [[target current] curstate]", "running"),
        Halt = ["halt"],
        MaskSteps = new StepMasking.Monitor("cortex_m maskisr steponly"),
        EnterHandlers = new StepMasking.Monitor("cortex_m maskisr off"),
        RestoreSteps = new StepMasking.Monitor("cortex_m maskisr auto"),
        AfterDetach = EndState.Halted,
        TakesTwoRequests = true,
        ReadsBehindSteps = true,
        AfterKill = EndState.Halted,
        AnswersWritesEarly = true,
        ServesSemihosting = ["arm semihosting enable"],
        FilesThroughUs = ["arm semihosting_fileio enable"],
        AfterConnectionLost = EndState.Halted,
        ComplaintsAboutReads = ["Failed to read memory at 0x"],
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
        arguments.AddRange(configuration.ServerArgs);
        foreach (string command in configuration.OpenOCDLaunchCommands) arguments.AddRange(["-c", command]);
        arguments.AddRange(["-c", LockCheck]);
        return new ServerCommand(configuration.ServerPath ?? "openocd", arguments, WorkingDirectory(configuration));
    }

    // server.c of OpenOCD 0.10 to 0.12. The first is the first target's; those of others count up from there.
    internal override int? AnnouncedPort(IReadOnlyList<string> lastLines) =>
        lastLines.Select(static line => AnnouncementPattern().Match(line)).FirstOrDefault(static match => match.Success) is { } match
            && ushort.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : null;

    internal override string? RefusalOfDebuggers(IReadOnlyList<string> lastLines) =>
        lastLines.Any(static line => line.Contains("gdb port disabled", StringComparison.OrdinalIgnoreCase)) ? "its configuration says `gdb_port disabled`" : null;

    [GeneratedRegex(@"\bListening on port (?<port>\d{1,5}) for gdb connections", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnnouncementPattern();

    private static readonly string LockedAdvice = LockedChip.Explain("start one session with \"openOCDLaunchCommands\": [\"init\", \"nrf52_recover\"]");

    // part of what OpenOCD 0.12 prints | what to do; the first that fits counts
    private static readonly (string Part, string Advice)[] Advices =
    [
        (LockedMark, LockedAdvice),
        ("AP lock engaged", LockedAdvice),
        ("failed to load file", "Correct `configFiles`: each is the name of a file."),
        ("Can't find", "Correct `configFiles`, or add the directory to `searchDir`."),
        ("invalid command name", "Correct the command that OpenOCD does not know, in `configFiles` or `openOCDLaunchCommands`; an older OpenOCD may not have it yet."),
        ("wrong # args", "Correct the command, in `configFiles` or `openOCDLaunchCommands`."),
        ("unable to find", ProbeAdvice), ("no device found", ProbeAdvice), ("open failed", ProbeAdvice), ("LIBUSB_ERROR", ProbeAdvice), ("Connection refused", ProbeAdvice),
        ("doesn't support the transport", "Select a transport that the probe has, with `transport select` in `openOCDLaunchCommands`."),
        ("Error connecting DP", ChipAdvice), ("Could not find MEM-AP", ChipAdvice), ("Could not initialize the debug port", ChipAdvice), ("examination failed", ChipAdvice),
        ("not examined yet", ChipAdvice), ("target voltage", ChipAdvice),
    ];

    private const string ProbeAdvice = "Connect the probe, and check that no other program uses it and that you have the right to (udev rules on Linux).";

    private const string ChipAdvice = "The probe works, the chip does not answer: check the cable, the board's power, `configFiles` for another chip, and whether the debug port "
        + "is locked (on an nRF52 by APPROTECT; unlocking with `nrf52_recover` or `nrfjprog --recover` erases the whole chip).";

    public override string Advise(IReadOnlyList<string> lastLines)
    {
        string text = string.Join('\n', lastLines);
        if (Array.Find(Advices, row => text.Contains(row.Part, StringComparison.OrdinalIgnoreCase)).Advice is { } advice) return advice;
        return ScriptError().Match(text) is { Success: true } error ? $"Correct line {error.Groups["line"].Value} of {error.Groups["file"].Value}." : "Check `configFiles`, the probe and the cable.";
    }

    // "board.cfg:12: Error: missing close-brace"; OpenOCD's own embedded scripts are not the user's.
    [GeneratedRegex(@"(?<file>([A-Za-z]:)?[^\s:][^\n:]*(?<!startup\.tcl)):(?<line>\d+): Error: ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptError();
}
