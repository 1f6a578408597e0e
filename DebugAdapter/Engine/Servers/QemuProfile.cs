using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>QEMU's gdbstub on an emulated Cortex-M machine.</summary>
/// <remarks>
/// Seen on QEMU 7.2: <c>system_reset</c> leaves a halted machine halted; any byte while running stops it; a step masks interrupts and
/// timers by default (<c>sstep</c> 7) and <c>Qqemu.sstep=1</c> lets them in; <c>D</c> resumes; <c>k</c> ends the process.
/// </remarks>
internal sealed class QemuProfile : ServerProfile
{
    public override ServerType Kind => ServerType.Qemu;

    public override string Name => "QEMU";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["stop", "system_reset"],
        ResetAndRun = ["system_reset", "cont"],
        // Said, not assumed: a session that died may have left 1.
        MaskSteps = new StepMasking.Packet("Qqemu.sstep=7"),
        EnterHandlers = new StepMasking.Packet("Qqemu.sstep=1"),
        RestoreSteps = new StepMasking.Packet("Qqemu.sstep=7"),
        AfterDetach = EndState.Running,
        AfterKill = EndState.ServerEnds,
        AfterConnectionLost = EndState.Halted,
        LoadsImageItself = true,
        StartsAtReset = true,
        AnyByteStopsTarget = true,
        FlashNeedsHardwareBreakpoints = false,
        SemihostingOnServerOutput = true,
        WritesFlashAsMemory = true,
        Swo = new SwoMeans { Unavailable = "QEMU has no SWO. Use servertype virtual, or hardware." },
        WaitsBlockSteps = true,
        StepsOffBreakpoints = true,
        StopsBeforeDataAccess = true,
    };

    public override string InstallHint => InstallHints.Choose(
        "`apt-get install qemu-system-arm` (or the package of your system)", "`brew install qemu`", "from qemu.org, and put its directory on the PATH");

    public override ServerCommand BuildCommand(LaunchConfiguration configuration, int port)
    {
        List<string> arguments = ["-M", configuration.Machine];
        if (configuration.Cpu is { } cpu) arguments.AddRange(["-cpu", cpu]);
        arguments.AddRange(["-display", "none", "-serial", "null", "-monitor", "none"]);
        if (configuration is { Executable: { } executable, LoadFiles: null }) arguments.AddRange(["-kernel", configuration.Resolve(executable)]);
        arguments.AddRange(["-S", "-gdb", $"tcp:127.0.0.1:{port}"]);
        if (configuration.Semihosting.Enabled) arguments.AddRange(["-semihosting-config", SemihostingOption(configuration.Semihosting)]);
        arguments.AddRange(configuration.ServerArgs);
        return new ServerCommand(configuration.ServerPath ?? "qemu-system-arm", arguments, WorkingDirectory(configuration));
    }

    public override string Advise(IReadOnlyList<string> lastLines)
    {
        string text = string.Join('\n', lastLines);
        if (text.Contains("unsupported machine", StringComparison.OrdinalIgnoreCase)) return "Correct `machine`; `qemu-system-arm -M help` lists them.";
        if (text.Contains("CPU model", StringComparison.OrdinalIgnoreCase)) return "Correct `cpu`, or leave it out to get the machine's own.";
        if (text.Contains("kernel", StringComparison.OrdinalIgnoreCase)) return "Check that `executable` is an ELF file for Arm whose addresses the machine has.";
        return "Check `machine`, `cpu` and `serverArgs`.";
    }

    // The command line is the comma-separated arg= list of QEMU; a comma inside is doubled.
    private static string SemihostingOption(Semihosting semihosting) =>
        $"enable=on,target={(semihosting.Folder is null ? "native" : "gdb")}" + string.Concat(
            semihosting.CommandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => ",arg=" + word.Replace(",", ",,", StringComparison.Ordinal)));
}
