using System.Globalization;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Starts SWO in a session: server, target, source, in this order, while the target is halted. What goes wrong is told; the session goes on.</summary>
internal sealed class SwoStarter(ISessionEvents events, TimeProvider time)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    /// <summary>Chooses the port for servers that are told one.</summary>
    public static LaunchConfiguration ChoosePort(LaunchConfiguration configuration)
    {
        if (configuration is not { SwoConfig: { Enabled: true, Source: "probe", SwoPort: null } swo, ServerType: { } kind }) return configuration;
        return ServerProfiles.All.FirstOrDefault(profile => profile.Kind == kind)?.Quirks.Swo is { Unavailable: null, FixedPort: null }
            ? configuration with { SwoConfig = swo with { SwoPort = ListeningPorts.ChooseFree().ToString(CultureInfo.InvariantCulture) } }
            : configuration;
    }

    /// <summary>Starts, when the configuration asks for it.</summary>
    /// <param name="configuration">With the port chosen.</param>
    /// <param name="means">How the server hands out SWO.</param>
    /// <param name="link">The halted target.</param>
    /// <param name="isRunning">Whether the target runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reception, or null.</returns>
    public async ValueTask<SwoReception?> StartAsync(
        LaunchConfiguration configuration, SwoMeans means, ITargetLink link, Func<bool> isRunning, CancellationToken cancellationToken)
    {
        if (configuration.SwoConfig is not { Enabled: true } swo) return null;
        try
        {
            return await StartAsync(configuration, swo, (means, link, isRunning), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is TraceSourceException or EngineRequestException)
        {
            events.OnOutput(OutputKind.Warning, $"SWO is not received: {failed.Message}\n");
            return null;
        }
    }

    private async ValueTask<SwoReception> StartAsync(
        LaunchConfiguration configuration, SwoConfig swo, (SwoMeans Means, ITargetLink Link, Func<bool> IsRunning) session, CancellationToken cancellationToken)
    {
        bool isProbe = swo.Source == "probe";
        if (isProbe && session.Means.Unavailable is { } why) throw new TraceSourceException(why);
        SwoSettings settings = SwoSettings.From(swo);
        var target = new SwoTarget(session.Link);
        int clock = await target.PreparePinAsync(settings.TraceClockInHz, cancellationToken).ConfigureAwait(false);
        settings = settings with { TraceClockInHz = clock };
        int port = isProbe ? PortOf(swo, session.Means) : 0;
        if (isProbe && session.Means.SetsUpTracePort)
            await RunCommandsAsync(session.Link, session.Means.Commands(new SwoLine(port, clock, settings.RateInHz, settings.IsManchester, settings.StimulusPorts)), cancellationToken).ConfigureAwait(false);
        else
            await target.SetUpPortAsync(settings, clock, cancellationToken).ConfigureAwait(false);
        ITraceSource source = await OpenAsync(configuration, swo, settings, port, cancellationToken).ConfigureAwait(false);
        ITraceSource? owned = source;
        events.OnOutput(
            OutputKind.TraceDetail,
            $"SWO: receiving from {source.Name}; pin {settings.RateInHz} baud, trace clock {clock} Hz, {(settings.IsManchester ? "Manchester" : "UART")}, ports 0x{settings.StimulusPorts:x8}.\n");
        try
        {
            await target.EnableAsync(settings, cancellationToken).ConfigureAwait(false);
            foreach (string problem in target.Problems) events.OnOutput(OutputKind.Warning, $"SWO: {problem}\n");
            SoftwareWrite mark = await target.SendMarkAsync(settings, cancellationToken).ConfigureAwait(false);
            var trace = new LiveTrace(swo.Decoders, mark, path => OpenLog(configuration.Resolve(path)), events);
            var reception = new SwoReception(source, trace, new SwoSelfTest(session.IsRunning, settings, target.Problems, source.Name), events, time)
            {
                SetUpAgain = token => SetUpAgainAsync(session.Link, settings, token),
            };
            owned = null;
            return reception;
        }
        finally
        {
            if (owned is not null) await owned.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The source stays open, and a server that receives goes on: only what the reset cleared in the chip is written again.
    private async ValueTask SetUpAgainAsync(ITargetLink link, SwoSettings settings, CancellationToken cancellationToken)
    {
        var target = new SwoTarget(link);
        await target.PreparePinAsync(settings.TraceClockInHz, cancellationToken).ConfigureAwait(false);
        if (settings.TraceClockInHz > 0) await target.SetUpPortAsync(settings, settings.TraceClockInHz, cancellationToken).ConfigureAwait(false);
        await target.EnableAsync(settings, cancellationToken).ConfigureAwait(false);
        foreach (string problem in target.Problems) events.OnOutput(OutputKind.Warning, $"SWO after the reset: {problem}\n");
    }

    private static int PortOf(SwoConfig swo, SwoMeans means) =>
        means.FixedPort ?? (int.TryParse(swo.SwoPort, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue
            ? port : throw new TraceSourceException($"swoConfig.swoPort \"{swo.SwoPort}\" is not a TCP port."));

    private async ValueTask<ITraceSource> OpenAsync(LaunchConfiguration configuration, SwoConfig swo, SwoSettings settings, int port, CancellationToken cancellationToken)
    {
        var options = new TcpTraceOptions { ConnectLimit = ConnectLimit, Time = time, OnNotice = Notice };
        switch (swo.Source)
        {
            case "probe":
                return await TcpTraceSource.ConnectAsync("127.0.0.1", port, options, cancellationToken).ConfigureAwait(false);
            case "socket":
                string text = swo.SwoPort ?? throw new TraceSourceException("swoConfig.swoPort is missing: with source socket it is the port, or host:port, of the server.");
                if (!ServerAddress.TryParse(text.Contains(':', StringComparison.Ordinal) ? text : $"localhost:{text}", out ServerAddress? address))
                    throw new TraceSourceException($"swoConfig.swoPort \"{text}\" is not a port or host:port.");
                return await TcpTraceSource.ConnectAsync(address.Host, address.Port, options, cancellationToken).ConfigureAwait(false);
            case "serial":
                return SerialTraceSource.Open(PathOf(swo), settings.RateInHz, Notice);
            case "file":
                return FollowedFileSource.Open(configuration.Resolve(PathOf(swo)), time, Notice);
            default:
                throw new TraceSourceException($"swoConfig.source \"{swo.Source}\" is not one of probe, socket, serial, file.");
        }
    }

    private static string PathOf(SwoConfig swo) =>
        swo.SwoPath ?? throw new TraceSourceException($"swoConfig.swoPath is missing: with source {swo.Source} it is the {(swo.Source == "file" ? "file" : "serial port")}.");

    private void Notice(string text) => events.OnOutput(OutputKind.Notice, $"SWO: {text}\n");

    private StreamWriter? OpenLog(string path)
    {
        try
        {
            return new StreamWriter(path) { AutoFlush = true };
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            events.OnOutput(OutputKind.Warning, $"SWO: the log file '{path}' cannot be written: {failed.Message}\n");
            return null;
        }
    }

    private static async ValueTask RunCommandsAsync(ITargetLink link, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        foreach (string command in commands) await link.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
    }
}
