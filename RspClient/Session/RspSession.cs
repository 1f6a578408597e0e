using System.Collections.Immutable;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;
using RspDebug.RspClient.Transport;

namespace RspDebug.RspClient.Session;

/// <summary>
/// A session with one stub. Calls may come from any thread and are carried out one after the other. While the target runs only
/// <see cref="InterruptAsync"/> is allowed, since QEMU stops at any other byte (see <see cref="RspOptions.AllowRequestsWhileRunning"/>).
/// </summary>
/// <example><code>
/// await using TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", 3333, TimeSpan.FromSeconds(5), cancellationToken);
/// await using RspSession session = await RspSession.ConnectAsync(transport, new RspOptions(), cancellationToken);
/// StopReply stop = await session.ResumeAsync(ResumeAction.Step.Instance, cancellationToken);
/// RegisterSnapshot registers = await session.ReadRegistersAsync(cancellationToken);
/// </code></example>
public sealed partial class RspSession : IAsyncDisposable
{
    private readonly PacketLink _link;
    private readonly RspOptions _options;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isRunning;

    private RspSession(IRspTransport transport, RspOptions options)
    {
        _options = options;
        _link = new PacketLink(transport, options);
        Capabilities = new StubCapabilities { Features = SupportedFeatures.None };
    }

    /// <summary>What the stub can do, as far as known by now.</summary>
    public StubCapabilities Capabilities { get; private set; }

    /// <summary>The target's registers.</summary>
    public RegisterLayout Registers { get; private set; } = RegisterLayout.Fallback;

    /// <summary>The target's memory; null when the stub does not tell.</summary>
    public MemoryMap? MemoryMap { get; private set; }

    /// <summary>The answer to <c>?</c> at attach. <see cref="StopReply.Exited"/> means that nothing is attached yet.</summary>
    public StopReply InitialStop { get; private set; } = new StopReply.Unknown("");

    /// <summary>What was left out of the stub's documents, one line each.</summary>
    public ImmutableArray<string> Diagnostics { get; private set; } = [];

    /// <summary>True from a resume to its stop reply.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>
    /// True when a stop came by itself while an interrupt was on its way: the stub may remember the interrupt and stop the next resume at
    /// once with signal 2 (OpenOCD, pyOCD).
    /// </summary>
    public bool MayHoldInterrupt { get; private set; }

    /// <summary>Interrupts that were sent in the last run.</summary>
    public int InterruptsSent { get; private set; }

    /// <summary>
    /// True once a stop that did not come had to be asked for: QEMU removes all breakpoints at <c>?</c>, so they have to be inserted again.
    /// Whoever has done that sets it back.
    /// </summary>
    public bool MayHaveLostBreakpoints { get; set; }

    /// <summary>Where the stub is.</summary>
    public string Endpoint => _link.Endpoint;

    /// <summary>Counters up to now.</summary>
    public RspStatistics Statistics => _link.Statistics;

    /// <summary>The last packets.</summary>
    public PacketHistory History => _link.History;

    /// <summary>Why the session ended; null while it lives.</summary>
    public RspTransportException? Failure => _link.Failure;

    /// <summary>Starts a session: features, acknowledgements off, register description, resume actions, memory map, reason of the halt.</summary>
    /// <param name="transport">A connected link. The session owns it from here on.</param>
    /// <param name="options">How the session behaves.</param>
    /// <param name="cancellationToken">Gives up and closes the link.</param>
    /// <exception cref="RspTransportException">No stub answers there.</exception>
    /// <exception cref="RspProtocolException">What answers is no stub, or its register description cannot be used.</exception>
    public static async Task<RspSession> ConnectAsync(IRspTransport transport, RspOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        var session = new RspSession(transport, options);
        bool isConnected = false;
        try
        {
            session._link.Start();
            // A session that is not there yet has nothing to lose: its packets are not waited for.
            await using (cancellationToken.UnsafeRegister(static link => ((PacketLink)link!).Abandon(), session._link).ConfigureAwait(false))
                await session.ShakeHandsAsync(cancellationToken).ConfigureAwait(false);
            isConnected = true;
            return session;
        }
        catch (RspTransportException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            if (!isConnected) await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the session and closes the link, without a word to the stub: see <see cref="DetachAsync"/>.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
