using System.Threading.Channels;
using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>A debug session without a user interface: what is started is awaited. The target is halted between the calls.</summary>
internal sealed class HeadlessSession : ISessionEvents, IAsyncDisposable
{
    private static readonly TimeSpan DetachLimit = TimeSpan.FromSeconds(2);

    // Runs that nobody here started (other debuggers share the target) leave their stops behind.
    private const int KeptStops = 16;

    // Who waits goes on where the stop is told, which saves a change of threads; it is asynchronous throughout, so the engine does not wait for it.
    private readonly Channel<StopReport> _stops = Channel.CreateBounded<StopReport>(
        new BoundedChannelOptions(KeptStops) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest, AllowSynchronousContinuations = true });
    private readonly Action<OutputKind, string> _output;
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<ProgressReport> _progress = static _ => { };
    private string? _endReason;
    private bool _isStopAwaited;

    private HeadlessSession(Action<OutputKind, string> output) => _output = output;

    /// <summary>The session.</summary>
    public DebugSession Session => Started.Session;

    /// <summary>At the end the target stays halted, where its server lets it.</summary>
    public bool LeavesHalted { get; set; }

    /// <summary>At the end the target runs, also where a detach alone would leave it halted.</summary>
    public bool LeavesRunning { get; set; }

    /// <summary>Session and server.</summary>
    public StartedSession Started { get; private set; } = null!;

    /// <summary>Starts server and session; see <see cref="SessionStarter"/> for what it throws.</summary>
    /// <param name="launch">A validated configuration.</param>
    /// <param name="output">Gets texts of session, server and program, as they come, from any thread.</param>
    /// <param name="observer">Sees the packets; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<HeadlessSession> StartAsync(
        LaunchReading launch, Action<OutputKind, string> output, IPacketObserver? observer, CancellationToken cancellationToken) =>
        StartAsync(launch, output, observer, static quirks => quirks, cancellationToken);

    /// <summary>The same on a server that is told something else than its profile says.</summary>
    public static Task<HeadlessSession> StartAsync(
        LaunchReading launch, Action<OutputKind, string> output, IPacketObserver? observer, Func<ServerQuirks, ServerQuirks> adapt, CancellationToken cancellationToken) =>
        StartAsync(launch, new HeadlessOptions { Output = output, Observer = observer, AdaptQuirks = adapt }, cancellationToken);

    /// <summary>The same with everything that can be chosen.</summary>
    public static async Task<HeadlessSession> StartAsync(LaunchReading launch, HeadlessOptions options, CancellationToken cancellationToken)
    {
        var headless = new HeadlessSession(options.Output) { _progress = options.Progress };
        var starter = new SessionStarter(new ServerStarter(), headless, options.Observer) { AdaptQuirks = options.AdaptQuirks, Mode = options.Mode, ConnectsAgain = false };
        headless.Started = await starter.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        return headless;
    }

    /// <summary>Starts on a server that is reached by a transport of its own, such as one inside this process.</summary>
    /// <param name="launch">A validated configuration; its server kind says what the server can do.</param>
    /// <param name="transport">The link; the session disposes it.</param>
    /// <param name="options">Where texts and packets go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HeadlessSession> StartAsync(
        LaunchReading launch, IRspTransport transport, (Action<OutputKind, string> Output, IPacketObserver? Observer) options, CancellationToken cancellationToken)
    {
        var headless = new HeadlessSession(options.Output);
        headless.Started = await new SessionStarter(new ServerStarter(), headless, options.Observer).StartAsync(launch, transport, cancellationToken).ConfigureAwait(false);
        return headless;
    }

    /// <summary>Starts a run or step and waits for its stop.</summary>
    /// <param name="start">One call such as <c>session.StepOut()</c>.</param>
    /// <param name="cancellationToken">Gives up the wait; the target goes on.</param>
    /// <exception cref="LinkLostException">The session ended instead: server gone, program ended.</exception>
    public async Task<StopReport> RunAsync(Action<DebugSession> start, CancellationToken cancellationToken)
    {
        _isStopAwaited = true;
        start(Session);
        return await NextStopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops a run whose wait was given up, and waits until the target stands.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public async Task EnsureHaltedAsync(CancellationToken cancellationToken)
    {
        if (Session.IsRunning) await Session.PauseAsync().ConfigureAwait(false);
        // The stop of a run that was given up comes still, or has come in the same moment.
        if (_isStopAwaited) await NextStopAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<StopReport> NextStopAsync(CancellationToken cancellationToken)
    {
        try
        {
            StopReport stop = await _stops.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _isStopAwaited = false;
            return stop;
        }
        catch (ChannelClosedException)
        {
            throw new LinkLostException(_endReason ?? "The session has ended.");
        }
    }

    /// <inheritdoc/>
    void ISessionEvents.OnStopped(StopReport stop) => _stops.Writer.TryWrite(stop);

    /// <inheritdoc/>
    void ISessionEvents.OnProgress(ProgressReport progress) => _progress(progress);

    /// <inheritdoc/>
    void ISessionEvents.OnOutput(OutputKind kind, string text) => _output(kind, text);

    /// <summary>Ends when the session does, with the reason; before that, of itself, never.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <inheritdoc/>
    void ISessionEvents.OnEnded(string? reason)
    {
        _endReason = reason;
        _ended.TrySetResult(reason);
        _stops.Writer.TryComplete();
    }

    /// <summary>Removes what was set, leaves the target as its server does at a detach, and ends a server that was started.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(DetachLimit);
        if (LeavesRunning) Session.AtEnd = LaunchCommand.OfServer(Started.Quirks.Resume);
        // A server that is gone cannot be detached from: the end does not depend on it.
        await Task.WhenAny(Session.DetachAsync(LeavesHalted, limit.Token), Task.Delay(DetachLimit)).ConfigureAwait(false);
        await Started.DisposeAsync().ConfigureAwait(false);
    }
}
