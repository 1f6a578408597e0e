using System.Globalization;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>st-util of the open stlink tools; for STM32 alone.</summary>
/// <remarks>
/// Options: stlink, <c>st-util(1)</c>. From the manual: the real one was never run, it needs a probe.
/// It has no <c>vCont</c> and no no-ack mode, takes a damaged packet for the end, and resets the chip when it starts.
/// </remarks>
internal sealed class StUtilProfile : ServerProfile
{
    public override ServerType Kind => ServerType.Stutil;

    public override string Name => "st-util";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["reset"],
        Halt = ["halt"],
        // No public proof of what it does to interrupts in a step: nothing is asked of it.
        // gdb-server.c: it does not know D, and lets the core run when its client has gone.
        AfterDetach = EndState.Running,
        AfterConnectionLost = EndState.Running,
        Swo = new SwoMeans { Unavailable = "st-util has no SWO. Use servertype openocd with the same probe." },
    };

    public override string InstallHint => InstallHints.Choose(
        "`apt-get install stlink-tools` (or the package of your system)", "`brew install stlink`", "the stlink tools, and put their directory on the PATH");

    public override ServerCommand BuildCommand(LaunchConfiguration configuration, int port)
    {
        List<string> arguments = ["-p", port.ToString(CultureInfo.InvariantCulture)];
        if (configuration.V1) arguments.Add("--stlinkv1");
        if (configuration.SerialNumber is { } serial) arguments.AddRange(["--serial", serial]);
        if (configuration.Semihosting.Enabled) arguments.Add("--semihosting");
        arguments.AddRange(configuration.ServerArgs);
        return new ServerCommand(configuration.ServerPath ?? "st-util", arguments, WorkingDirectory(configuration));
    }

    public override string Advise(IReadOnlyList<string> lastLines) =>
        string.Join('\n', lastLines).Contains("Couldn't find any ST-Link", StringComparison.OrdinalIgnoreCase)
            ? "Connect the ST-LINK, and check that no other program uses it and that you have the right to (udev rules on Linux)."
            : "Check the probe, the cable and that the chip is an STM32.";
}
