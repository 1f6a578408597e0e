using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Serial;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Black Magic Probe: the server is in the probe, on a serial port of USB, or behind a TCP port (<c>blackmagic</c> on this computer, a probe on Wi-Fi).</summary>
/// <remarks>
/// From its sources (gdb_main.c, command.c, cortexm.c): the real one was never run. It has no target before <c>vAttach</c>; <c>vRun</c> resets and
/// leaves the core halted at its reset vector; a step masks interrupts; <c>D</c> lets the target run; FPSCR has another number for <c>P</c> than its
/// description says.
/// </remarks>
internal sealed partial class BlackMagicProfile : ServerProfile
{
    private const int FpscrNumber = 0x14;
    private static readonly TimeSpan PowerUp = TimeSpan.FromMilliseconds(100);

    public override ServerType Kind => ServerType.Bmp;

    public override string Name => "Black Magic Probe";

    public override ServerQuirks Quirks { get; } = new()
    {
        ResetAndHalt = ["maint packet vRun;"],
        AfterDetach = EndState.Running,
        // The probe detaches when the port is closed.
        AfterConnectionLost = EndState.Running,
        Swo = new SwoMeans
        {
            Unavailable = "A Black Magic Probe hands SWO out on a USB endpoint of its own. Let orbuculum read it (swoConfig.source socket, swoPort 3443), or put a UART adapter on the pin (source serial, swoPath).",
        },
    };

    public override string InstallHint => "It needs no program: the probe is the server. Connect it, and set `BMPGDBSerialPort`.";

    public override ServerCommand? BuildCommand(LaunchConfiguration configuration, int port) => null;

    /// <summary><c>host:port</c> for TCP, else the device's name with port 0.</summary>
    public override ServerAddress AddressOf(LaunchConfiguration configuration)
    {
        string port = configuration.BmpGdbSerialPort ?? throw new ArgumentException("BMPGDBSerialPort is missing; validate first.", nameof(configuration));
        return ServerAddress.TryParse(port, out ServerAddress? address) ? address : new ServerAddress(port, 0);
    }

    public override string Advise(IReadOnlyList<string> lastLines)
    {
        string text = string.Join('\n', lastLines);
        if (text.Contains("(protected)", StringComparison.OrdinalIgnoreCase))
            return LockedChip.Explain("run gdb on the probe with `monitor swdp_scan`, `attach 1`, `monitor erase_mass`");
        return "Check the cable and the board's power (`powerOverBMP` gives it), `interface`, and `targetId`, which is the number in the list of targets.";
    }

    internal override async Task<IRspTransport> ConnectAsync(ServerAddress address, TimeSpan limit, CancellationToken cancellationToken) =>
        address.Port == 0 ? SerialTransport.Open(address.Host) : await base.ConnectAsync(address, limit, cancellationToken).ConfigureAwait(false);

    internal override RspOptions Adapt(RspOptions options) =>
        options with { RegisterNumbers = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("fpscr", FpscrNumber)]) };

    internal override async Task FindTargetAsync(RspSession rsp, LaunchConfiguration configuration, Action<string> tell, CancellationToken cancellationToken)
    {
        await rsp.EnableExtendedModeAsync(cancellationToken).ConfigureAwait(false);
        if (configuration.PowerOverBmp is { } power)
        {
            await rsp.MonitorAsync($"tpwr {power}", cancellationToken).ConfigureAwait(false);
            // The chip starts up.
            if (power == "enable") await Task.Delay(PowerUp, cancellationToken).ConfigureAwait(false);
        }

        string scan = configuration.Interface.Equals("swd", StringComparison.OrdinalIgnoreCase) ? "swdp_scan" : "jtag_scan";
        MonitorReply reply = await rsp.MonitorAsync(scan, cancellationToken).ConfigureAwait(false);
        // Its name since 2.0; the older one is a synonym that may go.
        if (reply.Status == ReplyStatus.Unsupported && scan == "swdp_scan") reply = await rsp.MonitorAsync("swd_scan", cancellationToken).ConfigureAwait(false);
        tell(reply.Output);
        string[] lines = reply.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string wanted = configuration.TargetId?.Text ?? "1";
        if (!uint.TryParse(wanted, out uint number))
            throw Failure($"\"targetId\" is \"{wanted}\", which is no number.", lines);
        if (reply.Status != ReplyStatus.Ok || !Array.Exists(lines, static line => TargetLine().IsMatch(line)))
            throw Failure($"The probe found no chip ({scan}).", lines);
        if (Array.Find(lines, line => TargetLine().Match(line) is { Success: true } match && match.Groups["number"].Value == wanted) is not { } target)
            throw Failure($"The probe has no target {wanted}.", lines);
        if (target.Contains("(protected)", StringComparison.OrdinalIgnoreCase))
            throw Failure($"Target {wanted} gives no access.", lines);
        await AttachAsync(rsp, number, lines, cancellationToken).ConfigureAwait(false);
    }

    private async Task AttachAsync(RspSession rsp, uint number, string[] lines, CancellationToken cancellationToken)
    {
        try
        {
            await rsp.AttachAsync(number, cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException refused)
        {
            throw Failure($"The probe cannot attach to target {number} ({refused.Message.TrimEnd('.')}).", lines);
        }

        // What it told before it had a target was about nothing.
        await rsp.RefreshDescriptionAsync(cancellationToken).ConfigureAwait(false);
    }

    private ServerStartException Failure(string what, string[] lines) => new(ServerStartFailure.NoTarget, what, Advise(lines), lines);

    // " 1      Nordic nRF52 M4": number, a star when attached, driver.
    [GeneratedRegex(@"^(?<number>\d+)\s+(\*\s+)?\S", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TargetLine();
}
