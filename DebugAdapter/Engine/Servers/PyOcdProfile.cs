using System.Globalization;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>pyOCD's GDB server.</summary>
/// <remarks>
/// Options: pyOCD documentation, "Command-line" and "Session options". From the manual: the real one was never run, it needs a
/// probe. It masks interrupts in steps unless <c>step_into_interrupt</c> is set, ends when the last client
/// leaves, and lets the target run then.
/// </remarks>
internal sealed class PyOcdProfile : ServerProfile
{
    private const int RawSwoPort = 3443;

    public override ServerType Kind => ServerType.Pyocd;

    public override string Name => "pyOCD";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["reset halt"],
        ResetAndRun = ["reset"],
        Halt = ["halt"],
        EnterHandlers = new StepMasking.Monitor("set option step_into_interrupt=True"),
        RestoreSteps = new StepMasking.Monitor("set option step_into_interrupt=False"),
        AfterDetach = EndState.Running,
        StepsThroughRanges = true,
        AfterConnectionLost = EndState.Running,
        // "Session options": true unless told otherwise.
        StayHalted = ["set option resume_on_disconnect=False"],
        Swo = new SwoMeans { FixedPort = RawSwoPort, SetsUpTracePort = true },
    };

    public override string InstallHint => InstallHints.Choose("`pipx install pyocd`", "`pipx install pyocd`", "`pipx install pyocd`");

    public override ServerCommand BuildCommand(LaunchConfiguration configuration, int port)
    {
        List<string> arguments = ["gdbserver", "--port", Text(port), "--telnet-port", Text(port < ushort.MaxValue ? port + 1 : port - 1)];
        // By itself it unlocks a locked chip, which erases it, without a question. `-O auto_unlock=1` in `serverArgs` gives that back.
        arguments.AddRange(["-O", "auto_unlock=0"]);
        if ((configuration.BoardId ?? configuration.SerialNumber) is { } probe) arguments.AddRange(["--uid", probe]);
        if (configuration.TargetId is { } target) arguments.AddRange(["--target", target.Text]);
        if (configuration.CmsisPack is { } pack) arguments.AddRange(["--pack", configuration.Resolve(pack)]);
        if (configuration.Semihosting.Enabled) arguments.Add("--semihosting");
        if (configuration.Semihosting is { Enabled: true, Folder: not null }) arguments.AddRange(["-O", "semihost_use_syscalls=1"]);
        if (configuration.SwoConfig is { Enabled: true, Source: "probe" } swo)
            arguments.AddRange(["-O", "enable_swv=1", "-O", $"swv_system_clock={swo.CpuFrequency}", "-O", $"swv_clock={swo.SwoFrequency}", "-O", $"swv_raw_port={Text(RawSwoPort)}"]);
        arguments.AddRange(configuration.ServerArgs);
        return new ServerCommand(configuration.ServerPath ?? "pyocd", arguments, WorkingDirectory(configuration));
    }

    public override string Advise(IReadOnlyList<string> lastLines)
    {
        string text = string.Join('\n', lastLines);
        if (text.Contains("No available debug probes", StringComparison.OrdinalIgnoreCase) || text.Contains("No connected debug probe", StringComparison.OrdinalIgnoreCase))
            return "Connect the probe, and check that you have the right to use it (udev rules on Linux); `pyocd list` shows what it finds.";
        if (text.Contains("APPROTECT", StringComparison.Ordinal) || text.Contains("No cores were discovered", StringComparison.Ordinal))
            return LockedChip.Explain("run `pyocd erase --mass -O auto_unlock=1 --target NAME`");
        if (text.Contains("not recognized", StringComparison.OrdinalIgnoreCase) && text.Contains("arget", StringComparison.Ordinal))
            return "Correct `targetId`; `pyocd list --targets` lists the names, `pyocd pack install NAME` adds chips.";
        return "Check `targetId`, the probe and the cable; `pyocd list` shows what it finds.";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
