using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Cli.BenchLink;

/// <summary>A server and the bare protocol session with it, without an engine in between: nothing is loaded, verified or cached.</summary>
internal sealed partial class BareLink : IAsyncDisposable
{
    private readonly RunningServer _server;
    private readonly ServerQuirks _quirks;

    private BareLink(RunningServer server, RspSession session, ServerQuirks quirks, LaunchConfiguration configuration)
    {
        (_server, Session, _quirks) = (server, session, quirks);
        Name = configuration.ServerType!.Value.ToString().ToLowerInvariant();
        Target = configuration.GdbTarget ?? configuration.Device ?? (configuration.ServerType == ServerType.Qemu ? configuration.Machine : string.Join(", ", configuration.ConfigFiles));
        if (Target.Length == 0) Target = Path.GetFileName(configuration.Executable ?? "not named");
    }

    /// <summary>The session; the target is halted.</summary>
    public RspSession Session { get; }

    /// <summary>Kind of server.</summary>
    public string Name { get; }

    /// <summary>What is behind it.</summary>
    public string Target { get; }

    /// <summary>The server says OK to binary writes before it has made them.</summary>
    public bool WritesAnswerEarly => _quirks.AnswersWritesEarly;

    /// <summary>A command without an effect; null when none is known.</summary>
    public string? HarmlessCommand => _server.Profile.Kind switch
    {
        ServerType.Openocd or ServerType.External => "version",
        ServerType.Qemu => "info version",
        ServerType.Virtual => "cycles",
        ServerType.Pyocd => "show target",
        _ => null,
    };

    /// <summary>Starts the server, connects and has interrupts masked for steps.</summary>
    /// <exception cref="EnvironmentException">The server cannot be talked to.</exception>
    public static async Task<BareLink> OpenAsync(LaunchReading launch, bool turnsAcksOff, IPacketObserver? observer, CancellationToken cancellationToken)
    {
        // Without an engine nothing needs the image.
        foreach (LaunchProblem warning in launch.Warnings.Where(static warning => warning.Key != "executable")) await Console.Error.WriteLineAsync(warning.ToString()).ConfigureAwait(false);
        LaunchConfiguration configuration = launch.Configuration;
        RunningServer server = await new ServerStarter().StartAsync(configuration, null, cancellationToken).ConfigureAwait(false);
        RspSession? session = null;
        BareLink? link = null;
        try
        {
            IRspTransport transport = await server.Profile.ConnectAsync(server.Address, TimeSpan.FromMilliseconds(configuration.Timeouts.ConnectMs), cancellationToken).ConfigureAwait(false);
            RspOptions options = server.Profile.Adapt(new RspOptions { UseNoAckMode = turnsAcksOff, Observer = observer });
            session = await RspSession.ConnectAsync(transport, options, cancellationToken).ConfigureAwait(false);
            await server.Profile.FindTargetAsync(session, configuration, Console.Error.Write, cancellationToken).ConfigureAwait(false);
            ServerQuirks quirks = await ServerIdentity.QuirksAsync(server.Profile, session, cancellationToken).ConfigureAwait(false);
            foreach (string command in quirks.Halt) await session.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
            await StepSetUp.TryApplyAsync(session, quirks.MaskSteps, cancellationToken).ConfigureAwait(false);
            link = new BareLink(server, session, quirks, configuration);
            return link;
        }
        catch (RspException failure)
        {
            if (await server.ExplainLossAsync(failure).ConfigureAwait(false) is { } explained) throw explained;
            throw new EnvironmentException(failure.Message, failure);
        }
        finally
        {
            if (link is null)
            {
                if (session is not null) await session.DisposeAsync().ConfigureAwait(false);
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The clock of the debug port in kHz, as OpenOCD tells it; null when the server does not.</summary>
    public async Task<double?> FindClockAsync(CancellationToken cancellationToken)
    {
        if (Session.Failure is not null || _server.Profile.Kind is not (ServerType.Openocd or ServerType.External)) return null;
        MonitorReply reply = await Session.MonitorAsync("adapter speed", cancellationToken).ConfigureAwait(false);
        Match clock = Clock().Match(reply.Output);
        return clock.Success ? double.Parse(clock.Groups["khz"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Session.Failure is null)
        {
            try
            {
                await StepSetUp.TryApplyAsync(Session, _quirks.RestoreSteps, CancellationToken.None).ConfigureAwait(false);
                await Session.DetachAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (RspTransportException)
            {
                // The server is gone: nothing is left to be detached from.
            }
        }

        await Session.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    [GeneratedRegex(@"(?<khz>\d+) kHz", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();
}
