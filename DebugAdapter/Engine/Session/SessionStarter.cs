using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.FileIo;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Trace.Live;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>From a launch configuration to a session on a halted target: image, server, link, load, reset.</summary>
internal sealed class SessionStarter(ServerStarter servers, ISessionEvents events, IPacketObserver? observer)
{
    // What the program prints reaches other debuggers too, once there is a session that they can share.
    private volatile Action<string>? _toGuests;

    /// <summary>Starts; whatever fails, nothing is left running.</summary>
    /// <exception cref="ImageException">The executable cannot be used.</exception>
    /// <exception cref="ImageFileException">A file of <c>loadFiles</c> cannot be used.</exception>
    /// <exception cref="ServerStartException">The server cannot be started.</exception>
    /// <exception cref="RspException">The server cannot be talked to.</exception>
    public Task<StartedSession> StartAsync(LaunchReading launch, CancellationToken cancellationToken) => StartAsync(launch, null, cancellationToken);

    /// <summary>Adapts what is known of the server kind; for measurements of what a server does by itself.</summary>
    public Func<ServerQuirks, ServerQuirks> AdaptQuirks { get; init; } = static quirks => quirks;

    /// <summary>A link that is lost is made again, for <c>timeouts.reconnectMs</c>; a measurement counts it as lost instead.</summary>
    public bool ConnectsAgain { get; init; } = true;

    /// <summary>What launch does with the target's memory.</summary>
    public DownloadMode Mode { get; init; } = DownloadMode.Write;

    /// <summary>Starts on a link that is there already: no server is started.</summary>
    /// <param name="launch">Its server kind says what the other end can do.</param>
    /// <param name="transport">The link, which the session disposes; null to start the server and connect by TCP.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StartedSession> StartAsync(LaunchReading launch, IRspTransport? transport, CancellationToken cancellationToken)
    {
        LaunchConfiguration configuration = SwoStarter.ChoosePort(launch.Configuration);
        launch = launch with { Configuration = configuration };
        IReadOnlyList<LoadImage>? files = IsLaunch(launch) ? TargetLoader.ReadFiles(configuration) : null;
        // Beside the search for a port and a program; a server is not started for an image that cannot be used.
        Task<LoadedImage?> opening = Task.Run(() => OpenImage(configuration), CancellationToken.None);
        RunningServer? server = null;
        StartedSession? started = null;
        try
        {
            // A core dump needs no kind of server.
            ServerProfile profile = ServerProfiles.Get(configuration.ServerType ?? ServerType.External);
            ServerQuirks quirks = profile.Quirks;
            var complaints = new ServerComplaints(quirks.ComplaintsAboutReads);
            server = transport is null
                ? await servers.StartAsync(configuration, o => OnServerOutput(quirks, complaints, o), opening, cancellationToken).ConfigureAwait(false)
                : new RunningServer(profile, new ServerAddress("in this process", 0));
            LoadedImage? image = await opening.ConfigureAwait(false);
            transport ??= await server.Profile.ConnectAsync(
                server.Address, TimeSpan.FromMilliseconds(configuration.Timeouts.ConnectMs), cancellationToken).ConfigureAwait(false);
            started = await ConnectAsync(launch, (image, files), (server, transport), cancellationToken).ConfigureAwait(false);
            return started;
        }
        catch (RspTransportException lost) when (server?.Command is not null)
        {
            throw await server.ExplainLossAsync(lost).ConfigureAwait(false) ?? (Exception)lost;
        }
        finally
        {
            if (started is null)
            {
                await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (opening.IsCompletedSuccessfully)
                    (await opening.ConfigureAwait(false))?.Dispose();
                if (server is not null)
                    await server.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private LoadedImage? OpenImage(LaunchConfiguration configuration)
    {
        if (configuration.Executable is not { } path)
            return null;
        LoadedImage image = LoadedImage.Open(configuration.Resolve(path), text => events.OnOutput(OutputKind.ImageDetail, text));
        image.BeginReadAhead();
        return image;
    }

    private async Task<StartedSession> ConnectAsync(
        LaunchReading launch, (LoadedImage? Executable, IReadOnlyList<LoadImage>? Files) images, (RunningServer Server, IRspTransport Transport) end, CancellationToken cancellationToken)
    {
        LaunchConfiguration configuration = launch.Configuration;
        RunningServer server = end.Server;
        var linkEvents = new LinkEvents(events);
        FileIoHost? files = FilesOf(configuration);
        var options = new RspOptions
        {
            Events = linkEvents, Observer = observer, Timeouts = LimitsOf(configuration.Timeouts), FileIo = files,
            VerifyWrites = server.Profile.Quirks.AnswersWritesEarly || server.Profile.Kind == ServerType.External,
        };
        RspSession rsp = await new ServerHandshake(server, configuration.Timeouts, TimeProvider.System)
            .RunAsync(end.Transport, server.Profile.Adapt(options), cancellationToken).ConfigureAwait(false);
        DebugSession? session = null;
        bool isReady = false;
        try
        {
            await server.Profile.FindTargetAsync(rsp, configuration, text => events.OnOutput(OutputKind.Server, text), cancellationToken).ConfigureAwait(false);
            ServerQuirks quirks = AdaptQuirks(await ServerIdentity.QuirksAsync(server.Profile, rsp, cancellationToken).ConfigureAwait(false));
            var link = new RspTargetLink(rsp, await SetUpAsync(rsp, configuration, quirks, cancellationToken).ConfigureAwait(false));
            bool isLaunch = IsLaunch(launch);
            SessionOptions chosen = OptionsOf(configuration, quirks, isLaunch && quirks.LoadsImageItself && configuration.LoadFiles is null) with { RunsOnly = launch.NoDebug };
            session = new DebugSession(link, images.Executable, chosen, events);
            link.BreakpointsLost = session.RestoreLostBreakpointsAsync;
            if (ConnectsAgain && end.Transport is TcpTransport)
                session.Recovery = RecoveryOf(link, server.Address, configuration, token => ConnectAgainAsync(server, options, configuration, quirks, token));
            linkEvents.Console = _toGuests = session.ShowConsole;
            linkEvents.LinkLost = cause => session.OnLinkLost(cause, server);
            var loader = new TargetLoader(session, new ImageDownload(rsp, quirks, events), quirks, events) { Files = images.Files, Mode = Mode };
            if (configuration.CoreFile is null)
            {
                session.Loader = (file, token) => loader.LoadCommandAsync(configuration, file, token);
                await (isLaunch ? loader.LaunchAsync(configuration, cancellationToken) : loader.AttachAsync(configuration, cancellationToken)).ConfigureAwait(false);
            }

            await session.PrepareAsync(cancellationToken).ConfigureAwait(false);
            SwoReception? swo = await new SwoStarter(events, TimeProvider.System)
                .StartAsync(configuration, quirks.Swo, link, () => session.IsRunning, cancellationToken).ConfigureAwait(false);
            session.AfterReset = swo?.SetUpAgain;
            isReady = true;
            return new StartedSession(session, server) { Trace = swo, Files = files, Quirks = quirks, Downloaded = loader.Downloaded, WantsToRun = loader.WantsToRun };
        }
        finally
        {
            IAsyncDisposable owner = session is null ? rsp : session;
            if (!isReady)
                await owner.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static bool IsLaunch(LaunchReading launch) => launch.Request == LaunchRequest.Launch && launch.Configuration.CoreFile is null;

    private static LinkRecovery RecoveryOf(
        RspTargetLink link, ServerAddress address, LaunchConfiguration configuration, Func<CancellationToken, Task<(RspSession, LinkTraits)>> connect) =>
        new(link, address.ToString(), TimeSpan.FromMilliseconds(configuration.Timeouts.ReconnectMs), connect);

    private async Task<(RspSession Session, LinkTraits Traits)> ConnectAgainAsync(
        RunningServer server, RspOptions options, LaunchConfiguration configuration, ServerQuirks quirks, CancellationToken cancellationToken)
    {
        IRspTransport transport = await server.Profile.ConnectAsync(server.Address, options.Timeouts.Connect, cancellationToken).ConfigureAwait(false);
        RspSession rsp = await RspSession.ConnectAsync(transport, options, cancellationToken).ConfigureAwait(false);
        bool isReady = false;
        try
        {
            // A Black Magic Probe has no target on a new connection.
            await server.Profile.FindTargetAsync(rsp, configuration, static _ => { }, cancellationToken).ConfigureAwait(false);
            LinkTraits traits = await SetUpAsync(rsp, configuration, quirks, cancellationToken).ConfigureAwait(false);
            isReady = true;
            return (rsp, traits);
        }
        finally
        {
            if (!isReady) await rsp.DisposeAsync().ConfigureAwait(false);
        }
    }

    // What a server has to be told on every connection.
    private async ValueTask<LinkTraits> SetUpAsync(RspSession rsp, LaunchConfiguration configuration, ServerQuirks quirks, CancellationToken cancellationToken)
    {
        LinkTraits traits = await StepSetUp.ApplyAsync(rsp, quirks, configuration.StepInterrupts, events, cancellationToken).ConfigureAwait(false);
        await HandFilesOverAsync(rsp, configuration.Semihosting, quirks, cancellationToken).ConfigureAwait(false);
        return traits;
    }

    // OpenOCD 0.12 answers SYS_FLEN itself, by the file that it has open under this number: none has such a one, so that the firmware gets an error
    // and no wrong length.
    private const int FirstDescriptor = 0x100;

    private FileIoHost? FilesOf(LaunchConfiguration configuration)
    {
        if (!configuration.Semihosting.Enabled) return null;
        FileIoFolder? folder = configuration.Semihosting.Folder is { } path ? new FileIoFolder(configuration.Resolve(path)) : null;
        var console = new ProgramConsole(ShowProgram);
        return new FileIoHost(folder, console, text => events.OnOutput(OutputKind.Warning, text), TimeProvider.System, FirstDescriptor);
    }

    // Without a folder the server serves the firmware as it does by itself.
    private async ValueTask HandFilesOverAsync(RspSession rsp, Semihosting semihosting, ServerQuirks quirks, CancellationToken cancellationToken)
    {
        if (!semihosting.Enabled) return;
        foreach (string command in quirks.ServesSemihosting)
            await rsp.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
        if (semihosting.Folder is null) return;
        foreach (string command in quirks.FilesThroughUs)
        {
            if ((await rsp.MonitorAsync(command, cancellationToken).ConfigureAwait(false)).Status != RspClient.Replies.ReplyStatus.Ok)
                events.OnOutput(OutputKind.Warning, $"The server refused '{command}': it will not hand the firmware's file calls to the folder of \"semihosting\".\n");
        }
    }

    private static SessionOptions OptionsOf(LaunchConfiguration configuration, ServerQuirks quirks, bool serverLoadsImage) => new()
    {
        Fpscr = configuration.Fpscr switch
        {
            FpscrPolicy.Report => FpscrMode.Report,
            FpscrPolicy.Off => FpscrMode.Off,
            _ => FpscrMode.Restore,
        },
        Interrupts = configuration.StepInterrupts switch
        {
            StepInterrupts.Run => InterruptPolicy.Run,
            StepInterrupts.Enter => InterruptPolicy.Enter,
            _ => InterruptPolicy.Mask,
        },
        ImageCheck = serverLoadsImage ? ImageCheck.Trust : configuration.VerifyImage ? ImageCheck.Sample : ImageCheck.Off,
        SourceMap = [.. configuration.SourceMap],
        ComparatorLimit = configuration.HardwareBreakpoints.Limit,
        NeedsHardwareBreakpoints = configuration.HardwareBreakpoints.Require,
        ResetAndHalt = ResetCommands(configuration, quirks),
        BeforeEnd = LaunchCommand.Parse("overridePreEndSessionCommands", configuration.OverridePreEndSessionCommands ?? []),
        IsCoreDump = configuration.CoreFile is not null,
    };

    private static IReadOnlyList<LaunchCommand> ResetCommands(LaunchConfiguration configuration, ServerQuirks quirks)
    {
        IReadOnlyList<LaunchCommand> reset = OlderOr("overrideResetCommands", configuration.OverrideResetCommands, "overrideRestartCommands", configuration.OverrideRestartCommands)
            ?? LaunchCommand.OfServer(quirks.ResetAndHalt);
        return reset.Count == 0 ? [] :
        [
            .. OlderOr("preResetCommands", configuration.PreResetCommands, "preRestartCommands", configuration.PreRestartCommands) ?? [],
            .. reset,
            .. OlderOr("postResetCommands", configuration.PostResetCommands, "postRestartCommands", configuration.PostRestartCommands) ?? [],
        ];
    }

    // The older name of a key counts where the newer one is absent.
    private static IReadOnlyList<LaunchCommand>? OlderOr(string key, IReadOnlyList<string>? commands, string olderKey, IReadOnlyList<string>? older) =>
        commands is not null ? LaunchCommand.Parse(key, commands) : older is not null ? LaunchCommand.Parse(olderKey, older) : null;

    private static RspTimeouts LimitsOf(Timeouts timeouts) => new()
    {
        Connect = TimeSpan.FromMilliseconds(timeouts.ConnectMs),
        Query = TimeSpan.FromMilliseconds(timeouts.ReplyMs),
        Memory = TimeSpan.FromMilliseconds(timeouts.ReplyMs),
        Step = TimeSpan.FromMilliseconds(timeouts.StepMs),
        Interrupt = TimeSpan.FromMilliseconds(timeouts.HaltMs),
        Monitor = TimeSpan.FromMilliseconds(timeouts.FlashMs),
        Flash = TimeSpan.FromMilliseconds(timeouts.FlashMs),
    };

    private void OnServerOutput(ServerQuirks quirks, ServerComplaints complaints, ServerOutput output)
    {
        if (!output.IsError)
        {
            if (quirks.SemihostingOnServerOutput) ShowProgram(output.Text);
            else events.OnOutput(OutputKind.Server, output.Text);
            return;
        }

        (string shown, string hidden) = complaints.Take(output.Text);
        if (shown.Length > 0) events.OnOutput(OutputKind.Server, shown);
        if (hidden.Length > 0) events.OnOutput(OutputKind.ServerDetail, hidden);
    }

    private void ShowProgram(string text)
    {
        events.OnOutput(OutputKind.Program, text);
        _toGuests?.Invoke(text);
    }
}
